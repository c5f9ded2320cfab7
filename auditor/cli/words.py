"""Sentences of the command line in Chinese, keyed by the English ones."""

from __future__ import annotations

from auditor.cli.words_policy import POLICY

CHINESE = POLICY | {
    "Clause": "条款",
    "Severity": "严重程度",
    "Topic": "主题",
    "Evidence needed": "所需证据",
    "Optional evidence": "可选证据",
    "Parameters": "参数",
    "Frameworks": "对应框架",
    "Obligation": "义务",
    "How to fix": "如何整改",
    "Decided by": "判定规则",
    "When it passes": "何时通过",
    "Evidence is fresh for": "证据有效期",
    "{n} h": "{n} 小时",
    "All of the evidence above was collected, is valid and fresh, a subject is in scope, and the "
    "rule finds no fault.": "上述证据均已采集、有效且未过期,存在适用对象,且规则未发现问题。",
    "If the register is empty": "登记册为空时",
    "fails: the document demands that it exists": "不合规:制度要求其存在",
    "not applicable": "不适用",
    "Attested: a person must judge; the outcome is review, never pass.": "人工声明类:须由人判断,"
    "结果为 review,不会是 pass。",
    "{done} of {all} requirements have a control": "共 {all} 项要求,{done} 项有对应控制",
    "{done} requirements have a control; others of this framework are not listed": (
        "{done} 项要求有对应控制;该框架的其他要求未列出"
    ),
    "{done} of {all} controls of the catalogue are implemented": (
        "目录共 {all} 项控制,已实现 {done} 项"
    ),
    "ok": "正常",
    "problem": "有问题",
    "warning": "注意",
    "{n} problems": "{n} 个问题",
    "no problems": "没有问题",
    "wrote {file}; next: auditor doctor, then auditor check": (
        "已写入 {file};下一步:auditor doctor,然后 auditor check"
    ),
    "collected {n} pieces of evidence, {gaps} gaps: {folder}": (
        "已采集 {n} 份证据,{gaps} 处缺口:{folder}"
    ),
    "wrote {file}: {n} policies, {digest}": "已写入 {file}:{n} 个策略文件,{digest}",
    "warning: a secret of HS256 should have at least {n} bytes (RFC 7518)": (
        "警告:HS256 密钥应至少 {n} 字节(RFC 7518)"
    ),
}


def say(lang: str, text: str, **values: object) -> str:
    """A sentence in `lang`, its values filled in; English where there is no other."""
    return (CHINESE.get(text, text) if lang == "zh-CN" else text).format(**values)
