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
SHAPES = """
CREATE SCHEMA s;
CREATE TABLE s.person (id int, name text, phone text, gone text, branch int);
ALTER TABLE s.person DROP COLUMN gone;
CREATE TABLE s.account (no text, person_id int, balance numeric) PARTITION BY LIST (person_id);
CREATE TABLE s.account_1 PARTITION OF s.account FOR VALUES IN (1);
GRANT SELECT ON s.account_1 TO zhang;
CREATE FUNCTION s.secret() RETURNS text LANGUAGE sql SECURITY DEFINER
  AS 'SELECT phone FROM s.person';
CREATE SEQUENCE s.numbers;
CREATE VIEW s.plain AS SELECT id, name AS "full (name)" FROM s.person;
CREATE VIEW s.nested AS SELECT "full (name)" AS n, 1 AS one FROM s.plain;
CREATE VIEW s.joined AS SELECT p.phone, a.balance FROM s.person p
  JOIN s.account a ON a.person_id = p.id;
CREATE VIEW s.merged AS SELECT id FROM s.person FULL JOIN (SELECT person_id AS id FROM s.account) x
  USING (id);
CREATE VIEW s.both AS SELECT name || phone AS key FROM s.person;
CREATE VIEW s.united AS SELECT name AS x FROM s.person UNION SELECT no FROM s.account;
CREATE VIEW s.counted AS SELECT branch, count(*) AS n, max(phone) AS top FROM s.person GROUP BY 1;
CREATE VIEW s.called AS SELECT s.secret() AS told, now() AS at;
CREATE VIEW s.picked AS SELECT a.no, (SELECT p.phone FROM s.person p WHERE p.id = a.person_id) AS t
  FROM s.account a;
CREATE VIEW s.whole AS SELECT p AS everything FROM s.person p;
CREATE VIEW s.tabled AS WITH RECURSIVE r AS (SELECT id, name FROM s.person UNION ALL
  SELECT id + 1, name FROM r WHERE id < 3) SELECT name FROM r;
CREATE VIEW s.common AS WITH c AS (SELECT lower(phone) AS l FROM s.person) SELECT l FROM c;
CREATE VIEW s.valued AS SELECT v.x FROM (VALUES ('a'), ('b')) v(x);
CREATE MATERIALIZED VIEW s.kept AS SELECT phone FROM s.person;
CREATE VIEW s.masked AS SELECT left(phone, 3) AS area, upper(name) AS name FROM s.person;
COMMENT ON COLUMN s.masked.area IS 'class=none; reviewed=2026-10-01';
COMMENT ON COLUMN s.masked.name IS 'anonymised reversible';
"""
