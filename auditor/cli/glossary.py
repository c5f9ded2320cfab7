"""The closed words of the audit, explained in English and Chinese."""

from __future__ import annotations

GLOSSARY: dict[str, tuple[str, str]] = {
    "pass": (
        "pass: every kind of evidence that the control needs was collected, is valid and fresh; "
        "the rule was evaluated, found a subject in scope and no fault in any of them.",
        "pass(通过):该控制所需的各类证据均已采集、有效且未过期;规则已执行,存在适用对象,且均未发现问题。",
    ),
    "fail": (
        "fail: the rule found at least one violation. Gaps in the evidence do not undo it.",
        "fail(不合规):规则至少发现一处违反。证据有缺口并不能抵消。",
    ),
    "waived": (
        "waived: every violation found is accepted by an approved, dated, unexpired waiver.",
        "waived(已豁免):所发现的违反均有经批准、注明日期且未过期的豁免。",
    ),
    "not-applicable": (
        "not-applicable: the evidence was collected, and nothing in it is subject to the control.",
        "not-applicable(不适用):证据已采集,但其中没有受该控制约束的对象。",
    ),
    "not-evaluated": (
        "not-evaluated: nothing can be said. The reason tells why: a gap in the evidence, a rule "
        "that could not be evaluated (error, undefined), or subjects that could not be judged "
        "(unknown). It is never counted as success: the exit code is 3.",
        "not-evaluated(未评估):无法下结论。原因可能是证据缺口、规则无法执行(error、undefined),"
        "或有对象无法判定(unknown)。绝不计为成功:退出码为 3。",
    ),
    "review": (
        "review: a person must judge, because no machine can observe the fact. Never a pass.",
        "review(待人工审核):机器无法观察该事实,须由人判断。不会算作通过。",
    ),
    "denied": (
        "denied: the source refused to be read. Grant the right that the plugin's page names.",
        "denied:读取被拒绝。请按插件说明授予所需权限。",
    ),
    "unreachable": (
        "unreachable: the source could not be reached.",
        "unreachable:无法连接到数据源。",
    ),
    "timeout": (
        "timeout: the source did not answer within the collector's time limit.",
        "timeout:数据源未在采集时限内作出响应。",
    ),
    "absent": (
        "absent: the evidence is not there: no target delivers it, or its file is missing.",
        "absent:没有该证据:没有目标提供它,或者文件不存在。",
    ),
    "invalid": (
        "invalid: evidence was read and does not fit its schema; rows that fit are still judged.",
        "invalid:证据已读取,但不符合其格式;符合格式的行仍会被判定。",
    ),
    "stale": (
        "stale: the evidence is older than the control allows, or dated ahead of the run's clock.",
        "stale:证据早于该控制允许的时限,或日期晚于运行时刻。",
    ),
    "crashed": (
        "crashed: the collector broke down; the message names the place in its code.",
        "crashed:采集器异常终止;消息中注明代码位置。",
    ),
    "0": (
        "exit code 0: established. Every control in force was evaluated, and no unwaived finding "
        "is at or above --fail-on.",
        "退出码 0:已证实。生效的控制均已评估,没有达到 --fail-on 级别且未豁免的问题。",
    ),
    "1": (
        "exit code 1: findings at or above --fail-on.",
        "退出码 1:存在达到 --fail-on 级别的问题。",
    ),
    "2": (
        "exit code 2: wrong usage or configuration, a broken policy or plugin, or no targets.",
        "退出码 2:用法或配置错误,策略或插件损坏,或没有目标。",
    ),
    "3": (
        "exit code 3: not established. Required evidence is missing, stale or invalid, a rule "
        "could not be evaluated, or nothing was evaluated. --allow-gaps makes gaps a warning.",
        "退出码 3:未证实。所需证据缺失、过期或无效,规则无法执行,或什么都没有评估。"
        "--allow-gaps 将缺口降为警告。",
    ),
    "4": (
        "exit code 4: a bug in auditor. Please report the lines printed.",
        "退出码 4:auditor 自身的缺陷。请将打印的内容反馈给我们。",
    ),
}
