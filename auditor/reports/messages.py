"""Every sentence that the reports say themselves, in English and in Chinese.

Ids, severities, verdicts, gap reasons and keys are never translated; they may get a gloss.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from auditor.api.run import Run

MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # words
        "comma": (", ", ","),
        "severity.critical": ("CRITICAL", "CRITICAL 严重"),
        "severity.high": ("HIGH", "HIGH 高"),
        "severity.medium": ("MEDIUM", "MEDIUM 中"),
        "severity.low": ("LOW", "LOW 低"),
        "verdict.pass": ("passed", "通过"),
        "verdict.fail": ("failed", "不合规"),
        "verdict.waived": ("waived", "已豁免"),
        "verdict.not-evaluated": ("not evaluated", "未评估"),
        "verdict.not-applicable": ("not applicable", "不适用"),
        "verdict.review": ("review", "待人工审核"),
        # why evidence is missing or a control was not evaluated, and what to do
        "reason.denied": ("reading was refused", "读取被拒绝"),
        "reason.unreachable": ("the source could not be reached", "无法连接到数据源"),
        "reason.timeout": ("the source answered too late", "数据源响应超时"),
        "reason.absent": ("the evidence was not delivered", "未提供该证据"),
        "reason.invalid": ("the evidence does not have the agreed form", "证据格式不符合约定"),
        "reason.stale": ("the evidence is too old", "证据已过期"),
        "reason.crashed": ("the collector broke down", "采集器异常终止"),
        "reason.error": ("the rule could not be evaluated", "规则执行出错"),
        "reason.undefined": ("the rule gave no result", "规则没有给出结果"),
        "reason.unknown": ("subjects could not be judged", "有对象无法判定"),
        "reason.other": ("the reason was not given", "未给出原因"),
        "do.denied": (
            "Grant the audit account the read access that the plugin's page lists.",
            "请按插件文档所列,授予审计账号只读权限。",
        ),
        "do.unreachable": (
            "Check the address, the network path and that the service runs.",
            "请检查地址、网络连通性以及服务是否正在运行。",
        ),
        "do.timeout": (
            "Check the load of the source, or raise the time limit of the target.",
            "请检查数据源负载,或调高该目标的时限。",
        ),
        "do.absent": (
            "Add a target that delivers this evidence, or exclude the control with a reason.",
            "请添加提供该证据的目标,或注明原因后排除该控制项。",
        ),
        "do.invalid": (
            "Correct the rows or the column mapping named below.",
            "请更正下列行数据或列映射。",
        ),
        "do.stale": ("Collect the evidence again.", "请重新采集该证据。"),
        "do.crashed": (
            "Run `auditor doctor` and report the broken collector.",
            "请运行 `auditor doctor`,并报告出错的采集器。",
        ),
        "do.error": (
            "Run `auditor policy lint`, or try another engine.",
            "请运行 `auditor policy lint`,或改用其他引擎。",
        ),
        "do.undefined": ("Run `auditor policy lint`.", "请运行 `auditor policy lint`。"),
        "do.unknown": (
            "Deliver the calendar, role or register entry that the subjects below need.",
            "请补充下列对象所需的日历、角色或登记信息。",
        ),
        "do.omitted": (
            "Read the archive profile: `auditor report --format sarif`.",
            "请查看完整的 sarif 格式:`auditor report --format sarif`。",
        ),
        "do.other": ("Run the check again with --verbose.", "请加 --verbose 重新运行检查。"),
        # text report
        "header": (
            "auditor {version}, environment {environment}, profile {profile}, "
            "as of {as_of}, engine {engine}",
            "auditor {version},环境 {environment},配置集 {profile},时点 {as_of},引擎 {engine}",
        ),
        "empty": ("No environment was audited.", "没有审计任何环境。"),
        "fix": ("How to fix: {action}", "整改措施:{action}"),
        "do": ("What to do: {action}", "处理办法:{action}"),
        "more": (
            "… and {count} more (all in the SARIF and JSON reports)",
            "……另有 {count} 项(完整内容见 SARIF 与 JSON 报告)",
        ),
        "bare": ("The control failed without naming a place.", "该控制项不合规,但未指明位置。"),
        "section.waived": ("Waived findings", "已豁免的发现"),
        "section.not-evaluated": ("Not evaluated", "未评估"),
        "section.unknown": ("Could not be judged", "无法判定的对象"),
        "section.review": ("For review by a person", "待人工审核"),
        "section.pass": ("Passed", "通过"),
        "section.not-applicable": ("Not applicable", "不适用"),
        "section.left-out": ("Left out by profile {profile}", "配置集 {profile} 未纳入"),
        "section.gaps": ("Evidence gaps", "证据缺口"),
        "section.summary": ("Summary", "汇总"),
        "waiver": (
            "waived by {approved_by} until {expires}: {justification}",
            "由 {approved_by} 批准豁免,有效期至 {expires}:{justification}",
        ),
        "missing": ("{kind} from {target}: {text}", "{target} 的 {kind}:{text}"),
        "partial": ("the other rows were judged", "其余行已评估"),
        "column.topic": ("topic", "主题"),
        "column.total": ("total", "合计"),
        "coverage": ("{count} controls in force: {parts}", "生效控制项 {count} 项:{parts}"),
        "coverage.outcomes": (
            "{count} controls in force, {outcomes} outcomes: {parts}",
            "生效控制项 {count} 项,结果 {outcomes} 条:{parts}",
        ),
        "coverage.left-out": (
            "{coverage}; {count} left out by profile {profile}",
            "{coverage};配置集 {profile} 未纳入 {count} 项",
        ),
        "gap.total": ("{count} evidence gaps", "证据缺口 {count} 处"),
        # the gate
        "gate": ("exit code {code}: {text}", "退出码 {code}:{text}"),
        "gate.0": (
            "established, nothing unwaived at or above {fail_on}",
            "审计成立,没有达到或高于 {fail_on} 且未豁免的发现",
        ),
        "gate.0.gaps": (
            "nothing unwaived at or above {fail_on}; {count} outcomes were not evaluated, "
            "which --allow-gaps accepts",
            "没有达到或高于 {fail_on} 且未豁免的发现;{count} 条结果未评估,已由 --allow-gaps 接受",
        ),
        "gate.1": ("findings at or above {fail_on}", "存在达到或高于 {fail_on} 的发现"),
        "gate.2": ("wrong usage, configuration or policy", "用法、配置或策略有误"),
        "gate.3": (
            "not established: required evidence is missing, stale or invalid, "
            "or nothing was evaluated",
            "审计不成立:必需的证据缺失、过期或无效,或没有评估任何控制项",
        ),
        "gate.4": (
            "a bug in auditor; this report holds what was done",
            "auditor 内部错误;本报告仅含已完成的部分",
        ),
        # SARIF
        "result.pass": ("Passed: {title}.", "通过:{title}。"),
        "result.fail": ("Failed: {title}.", "不合规:{title}。"),
        "result.waived": ("Waived: {title}.", "已豁免:{title}。"),
        "result.not-applicable": (
            "Not applicable, no subject in scope: {title}.",
            "不适用,没有范围内的对象:{title}。",
        ),
        "result.not-evaluated": (
            "Not evaluated ({reason}: {gloss}): {title}.",
            "未评估({reason}:{gloss}):{title}。",
        ),
        "result.review": ("A person must judge: {title}.", "须人工审核:{title}。"),
        "help.obligation": ("Obligation", "义务"),
        "help.clause": ("Clause", "条款"),
        "help.fix": ("How to fix", "整改措施"),
        "help.frameworks": ("Related requirements", "相关要求"),
        "driver": (
            "Checks that customer information is handled by the rules.",
            "检查客户信息是否按规定管理。",
        ),
        "root": (
            "The folder of the audit configuration.",
            "审计配置文件所在的文件夹。",
        ),
        "clauses": (
            "Clauses of the documents that the controls come from.",
            "控制项所依据的文件条款。",
        ),
        "framework": ("Requirements of {name}.", "{name} 的要求。"),
        "gap": (
            "Evidence gap ({reason}: {gloss}): {text}",
            "证据缺口({reason}:{gloss}):{text}",
        ),
        "omitted": ("Results were left out of this file.", "本文件略去了部分结果。"),
        "omitted.findings": (
            "{count} findings were left out, the least severe ones, to keep within the limits "
            "of GitHub; the archive profile (sarif) holds all.",
            "为符合 GitHub 的限制,略去了 {count} 项发现(严重程度最低者);完整内容见 sarif 格式。",
        ),
        "omitted.environments": (
            "{count} environments were left out to keep within the limits of GitHub; "
            "the archive profile (sarif) holds all.",
            "为符合 GitHub 的限制,略去了 {count} 个环境;完整内容见 sarif 格式。",
        ),
        "no-justification": ("No justification was recorded.", "未记录豁免理由。"),
    }
)
"""Key to the English and the Chinese sentence, both with the same `{names}`."""


def say(lang: str, key: str, **values: Any) -> str:
    """The sentence `key` in `lang`, filled with `values`."""
    return MESSAGES[key][lang == "zh-CN"].format(**values)


def known_reason(reason: str) -> str:
    """`reason` where the catalogue glosses it, else `other`."""
    return reason if f"reason.{reason}" in MESSAGES else "other"


def gate_text(run: Run, lang: str) -> str:
    """What the exit code means, in words."""
    missing = run.counts()["not-evaluated"]
    key = "gate.0.gaps" if run.exit_code == 0 and missing else f"gate.{run.exit_code}"
    return say(lang, key, fail_on=run.fail_on.value, count=missing)
