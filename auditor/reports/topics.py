"""Titles of the topics: the folders below `policies/rules`, in the order of the documents."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "customer_files": ("Customer files", "客户档案"),
        "reports": ("Reports", "统计报表"),
        "custody": ("Custody", "档案保管"),
        "file_access": ("Access to files", "档案查阅"),
        "loans": ("Loans", "档案借阅"),
        "copying": ("Copying", "档案复印"),
        "external_provision": ("Provision to outsiders", "对外提供"),
        "destruction": ("Destruction", "档案销毁"),
        "three_prohibitions": ("The three prohibitions", "三个禁止"),
        "leak_reporting": ("Reporting of leaks", "泄密报告"),
        "aml": ("Anti-money laundering", "反洗钱"),
        "identification": ("Customer identification", "客户身份识别"),
        "risk_rating": ("Customer risk rating", "客户风险分类"),
        "foreign_exchange": ("Foreign-exchange business", "外汇业务展业"),
        "privacy": ("Data privacy", "数据隐私"),
        "agreements": ("Agreements", "协议与保密义务"),
        "ebanking": ("Electronic banking", "电子银行"),
        "passwords": ("Passwords", "密码管理"),
        "backups": ("Backups", "备份与恢复"),
        "systems": ("Systems and endpoints", "系统与终端安全"),
        "networks": ("Networks", "网络安全"),
        "access_rights": ("Access rights", "访问权限"),
        "logging": ("Logging and monitoring", "日志与监控"),
        "training": ("Training", "培训与意识"),
        "incidents": ("Incident response", "事件应急响应"),
        "third_parties": ("Third parties", "第三方与跨境共享"),
        "internal_audit": ("Internal audit", "内部审计与风险评估"),
        "governance": ("Governance", "信息治理"),
        "data_quality": ("Data quality", "数据质量"),
        "communication": ("Client communication", "客户沟通与服务"),
        "conduct": ("Staff conduct", "从业人员行为"),
        "premises": ("Premises", "营业场所安全"),
    }
)
"""Topic to its English and Chinese title."""


def topic_title(topic: str, lang: str) -> str:
    """The title of `topic`; a topic of the user's own policies shows under its own name."""
    english, chinese = TITLES.get(topic, (topic, topic))
    return chinese if lang == "zh-CN" else english


def topic_rank(topic: str) -> tuple[int, str]:
    """Sort key: the order above, then unknown topics by name."""
    order = list(TITLES)
    return (order.index(topic) if topic in TITLES else len(order), topic)
