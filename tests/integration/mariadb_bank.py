"""What the bank keeps in its MariaDB: as it should be, and with faults planted."""

PHONE = "13812345678"
HARDENED = (
    "require_secure_transport=ON",
    "tls_version=TLSv1.2,TLSv1.3",
    "plugin_load_add=server_audit",
    "server_audit_logging=ON",
    "server_audit_events=CONNECT,QUERY,TABLE",
    "plugin_load_add=simple_password_check",
    "simple_password_check_minimal_length=12",
    "plugin_load_add=password_reuse_check",
    "password_reuse_check_interval=0",
    "default_password_lifetime=60",
)
ACCOUNTS = (
    "DELETE FROM mysql.global_priv WHERE User = 'root' AND Host <> 'localhost'",
    "FLUSH PRIVILEGES",
    "CREATE USER auditor@'127.0.0.1' IDENTIFIED BY 'auditing-Only-1'",
    "CREATE ROLE crm_app, app_users",
    "CREATE USER crm_service@'10.0.0.0/255.0.0.0' IDENTIFIED BY 'applic-Ation-1'",
    "CREATE USER zhang@'10.%' IDENTIFIED BY 'only-Zhang-knows-1'",
    "GRANT crm_app TO crm_service@'10.0.0.0/255.0.0.0'",
    "GRANT app_users TO zhang@'10.%'",
)
VIEW = """
CREATE SQL SECURITY DEFINER VIEW audit.accounts AS
SELECT User, Host,
  IFNULL(JSON_VALUE(Priv, '$.account_locked'), '0') IN ('1', 'true') AS Account_locked,
  JSON_VALUE(Priv, '$.password_last_changed') AS Password_last_changed,
  JSON_VALUE(Priv, '$.password_lifetime') AS Password_lifetime,
  IFNULL(JSON_VALUE(Priv, '$.authentication_string'), '') = '' AS No_password,
  JSON_EXTRACT(Priv, '$.auth_or[*].plugin') AS Other_plugins
FROM mysql.global_priv"""
TABLES = (
    "CREATE DATABASE crm CHARACTER SET utf8mb4",
    """CREATE TABLE crm.customer (
        customer_no VARCHAR(32) PRIMARY KEY COMMENT 'identity',
        name TEXT, phone TEXT,
        branch VARCHAR(32) COMMENT '开户网点 [class: none]'
    ) COMMENT '客户主档 class=personal; owner=P-0103; reviewed=2026-10-01; 密级=机密'""",
    """CREATE TABLE crm.branch (id VARCHAR(32), town TEXT)
        COMMENT 'class=none; owner=P-0103; reviewed=2026-10-01'""",
    """CREATE TABLE crm.closed (customer_no VARCHAR(32) COMMENT '身份信息', phone TEXT,
        closed_on DATE COMMENT 'class=none')
        COMMENT '{"class": "personal", "owner": "P-0103", "reviewed": "2026-10-01"}'""",
    """CREATE VIEW crm.v_customer AS SELECT c.customer_no, c.branch, b.town
        FROM crm.customer c JOIN crm.branch b ON b.id = c.branch""",
    "CREATE VIEW crm.v_closed AS SELECT customer_no FROM crm.closed",
    "CREATE VIEW crm.v_towns AS SELECT branch, COUNT(*) AS customers FROM crm.customer"
    " GROUP BY branch",
    "INSERT INTO crm.branch VALUES ('B1', 'Heyuan')",
    f"INSERT INTO crm.customer SELECT CONCAT('C', seq), '张伟', '{PHONE}', 'B1'"
    " FROM crm.seq_1_to_8",
    f"INSERT INTO crm.closed VALUES ('C100', '{PHONE}', '2026-01-02')",
    "GRANT SELECT, INSERT, UPDATE ON crm.customer TO crm_app",
    "GRANT SELECT ON crm.v_customer TO app_users",
    "GRANT SELECT ON crm.v_closed TO app_users",
    "CREATE DATABASE audit",
    VIEW,
)
USER_COLUMNS = "User, Host, is_role, ssl_type, plugin, " + ", ".join(
    f"{right}_priv"
    for right in (
        *("Select", "Insert", "Update", "Delete", "Drop", "Trigger", "Grant"),
        *("Super", "Create_user", "File", "Process", "Reload", "Shutdown", "Repl_slave"),
    )
)
WHO = "TO auditor@'127.0.0.1'"
RIGHTS = {
    "metadata": f"GRANT REFERENCES ON *.* {WHO}",
    "users": f"GRANT SELECT ({USER_COLUMNS}) ON mysql.user {WHO}",
    "states": f"GRANT SELECT ON audit.accounts {WHO}",
    "members": f"GRANT SELECT ON mysql.roles_mapping {WHO}",
    "db": f"GRANT SELECT ON mysql.db {WHO}",
    "tables": f"GRANT SELECT ON mysql.tables_priv {WHO}",
    "columns": f"GRANT SELECT ON mysql.columns_priv {WHO}",
    "v_customer": f"GRANT SELECT, SHOW VIEW ON crm.v_customer {WHO}",
    "v_closed": f"GRANT SELECT, SHOW VIEW ON crm.v_closed {WHO}",
    "v_towns": f"GRANT SELECT, SHOW VIEW ON crm.v_towns {WHO}",
    "closed": f"GRANT SELECT (closed_on) ON crm.closed {WHO}",
}
"""All that the account needs, as the plugin's page has it."""
FAULTS = (
    "SET GLOBAL require_secure_transport = OFF",
    "SET GLOBAL server_audit_logging = OFF",
    "SET GLOBAL simple_password_check_minimal_length = 6",
    "SET GLOBAL default_password_lifetime = 0",
    "GRANT SELECT ON crm.customer TO PUBLIC",
    "CREATE ROLE helpers",
    "CREATE USER temp@'%' IDENTIFIED BY 'tempo-Rary-Acc-1'",
    "GRANT helpers TO temp@'%'",
    "GRANT SELECT (phone) ON crm.customer TO helpers",
    "CREATE USER boss@'%' IDENTIFIED BY 'the-Boss-knows-1'",
    "GRANT ALL ON *.* TO boss@'%'",
    "CREATE USER reader@'10.%' IDENTIFIED BY 'reads-Every-Th1ng'",
    "GRANT SELECT ON `cr_`.* TO reader@'10.%'",
    "ALTER TABLE crm.customer ADD COLUMN religion TEXT COMMENT 'class=personal'",
    "CREATE TABLE crm.scratch (note TEXT)",
    "CREATE VIEW crm.v_hidden AS WITH x AS (SELECT UPPER(phone) AS p FROM crm.customer)"
    " SELECT LEFT(x.p, 3) AS area FROM x",
    f"GRANT SELECT, SHOW VIEW ON crm.v_hidden {WHO}",
    "GRANT SELECT ON crm.v_hidden TO app_users",
    f"INSERT INTO crm.closed SELECT CONCAT('D', seq), '{PHONE}', '2010-05-01' FROM crm.seq_1_to_3",
)
