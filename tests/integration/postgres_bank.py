"""What the bank keeps in its database: as it should be, and with faults planted."""

LOOPBACK = "127.0.0.1/32"
HARDENED_HBA = """# kept by the database team
local   all       postgres                     peer map=team
hostssl bank      auditor      127.0.0.1/32    scram-sha-256
hostssl all       all          10.0.0.0/8      scram-sha-256
host    all       all          0.0.0.0/0       reject
"""
HARDENED = {
    "ssl": "on",
    "ssl_cert_file": "'server.crt'",
    "ssl_key_file": "'server.key'",
    "ssl_min_protocol_version": "'TLSv1.2'",
    "password_encryption": "scram-sha-256",
    "shared_preload_libraries": "'pgaudit, passwordcheck'",
    "pgaudit.log": "'read, write, role'",
    "log_connections": "on",
    "archive_mode": "on",
    "archive_command": "'test SECRETWORD = SECRETWORD'",
}
ROLES = """
CREATE ROLE auditor LOGIN PASSWORD 'auditing-Only-1';
GRANT pg_read_all_settings TO auditor;
CREATE ROLE crm_owner NOLOGIN;
CREATE ROLE crm_app LOGIN PASSWORD 'applic-Ation-1';
CREATE ROLE app_users NOLOGIN;
CREATE ROLE zhang LOGIN PASSWORD 'only-Zhang-knows-1' VALID UNTIL '2027-01-10 00:00+08';
GRANT app_users TO zhang;
"""
RIGHTS = """
GRANT SELECT ON pg_hba_file_rules TO auditor;
GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO auditor;
"""
TABLES = """
CREATE SCHEMA crm AUTHORIZATION crm_owner;
GRANT USAGE ON SCHEMA crm TO crm_app, app_users, auditor;
SET ROLE crm_owner;
CREATE TABLE crm.customer (customer_no text PRIMARY KEY, name text, phone text, branch text);
CREATE TABLE crm.branch (id text, town text);
COMMENT ON TABLE crm.customer IS
  '客户主档 class=personal; owner=P-0103; reviewed=2026-10-01; 密级=机密';
COMMENT ON COLUMN crm.customer.customer_no IS 'identity';
COMMENT ON COLUMN crm.customer.branch IS '开户网点 [class: none]';
COMMENT ON TABLE crm.branch IS 'class=none; owner=P-0103; reviewed=2026-10-01';
CREATE TABLE crm.closed (customer_no text, phone text, closed_on date);
COMMENT ON TABLE crm.closed IS '{"class": "personal", "owner": "P-0103", "reviewed": "2026-10-01"}';
COMMENT ON COLUMN crm.closed.customer_no IS '身份信息';
COMMENT ON COLUMN crm.closed.closed_on IS 'class=none';
GRANT SELECT (closed_on) ON crm.closed TO auditor;
GRANT SELECT, INSERT, UPDATE ON crm.customer TO crm_app;
CREATE VIEW crm.v_customer AS
  SELECT c.customer_no, c.branch, b.town FROM crm.customer c JOIN crm.branch b ON b.id = c.branch;
CREATE VIEW crm.v_closed AS SELECT customer_no FROM crm.closed;
COMMENT ON VIEW crm.v_customer IS 'view=standard';
CREATE VIEW crm.v_towns AS SELECT branch, count(*) AS customers FROM crm.customer GROUP BY branch;
COMMENT ON VIEW crm.v_towns IS 'view=anonymous';
GRANT SELECT ON crm.v_customer, crm.v_closed TO app_users;
GRANT SELECT ON crm.v_towns TO auditor;
INSERT INTO crm.branch VALUES ('B1', 'Heyuan');
INSERT INTO crm.customer SELECT 'C' || n, '张伟', '13812345678', 'B1' FROM generate_series(1, 8) n;
INSERT INTO crm.closed VALUES ('C100', '13812345678', '2026-01-02');
RESET ROLE;
"""
PLANTED_HBA = """local   all       postgres                     trust
host    bank      auditor      127.0.0.1/32    md5
host    all       all          0.0.0.0/0       md5
host    all       all          10.0.0.0/8      trust
"""
PLANTED = {"ssl": "off", "password_encryption": "md5", "log_statement": "mod"}
FAULTS = """
GRANT SELECT ON crm.customer TO PUBLIC;
CREATE ROLE temp LOGIN;
CREATE ROLE helpers NOLOGIN;
GRANT helpers TO temp;
GRANT SELECT (phone) ON crm.customer TO helpers;
CREATE ROLE boss LOGIN SUPERUSER;
CREATE ROLE reader LOGIN;
GRANT pg_read_all_data TO reader;
ALTER TABLE crm.customer ADD COLUMN religion text;
COMMENT ON COLUMN crm.customer.religion IS 'class=personal';
CREATE TABLE crm.scratch (note text);
CREATE VIEW crm.v_hidden AS
  WITH x AS (SELECT upper(phone) AS p FROM crm.customer) SELECT left(x.p, 3) AS area FROM x;
GRANT SELECT ON crm.v_hidden TO app_users;
INSERT INTO crm.closed SELECT 'C2', '13812345678', '2010-05-01' FROM generate_series(1, 3);
ALTER DEFAULT PRIVILEGES IN SCHEMA crm GRANT SELECT ON TABLES TO PUBLIC;
CREATE POLICY own_branch ON crm.customer FOR SELECT TO crm_app USING (branch = 'B1');
ALTER TABLE crm.customer ENABLE ROW LEVEL SECURITY;
"""
