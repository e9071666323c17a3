BEGIN TRANSACTION;
CREATE TABLE abilities (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	rated_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	offset_seconds INTEGER, 
	activity_1 VARCHAR(80) NOT NULL, 
	ability_1 SMALLINT NOT NULL, 
	activity_2 VARCHAR(80), 
	ability_2 SMALLINT, 
	activity_3 VARCHAR(80), 
	ability_3 SMALLINT, 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_abilities PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_abilities_ability_1 CHECK (ability_1 BETWEEN 0 AND 10), 
	CONSTRAINT ck_abilities_ability_2 CHECK (ability_2 BETWEEN 0 AND 10), 
	CONSTRAINT ck_abilities_ability_3 CHECK (ability_3 BETWEEN 0 AND 10), 
	CONSTRAINT fk_abilities_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "abilities" VALUES('99999999-0000-4000-8000-000000000001','710cb2ea-3e5a-5740-9041-836a3608f1d3','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'sitting at work',4,'carrying shopping',6,'sleeping through',7,'some words','2026-05-20 12:00:00.000000',1);
INSERT INTO "abilities" VALUES('99999999-0000-4000-8000-000000000002','710cb2ea-3e5a-5740-9041-836a3608f1d3','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'sitting at work',4,'carrying shopping',6,'sleeping through',7,'some words','2026-05-20 12:05:00.000000',1);
CREATE TABLE accounts (
	id VARCHAR(36) NOT NULL, 
	username VARCHAR(64) NOT NULL, 
	username_key VARCHAR(256) NOT NULL, 
	password_hash VARCHAR(255) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	clock VARCHAR(32) NOT NULL, 
	first_weekday VARCHAR(32) NOT NULL, 
	theme VARCHAR(32) NOT NULL, 
	demo BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL, 
	paused_on DATE, 
	created_at DATETIME NOT NULL, recall_from DATE, recall_refused_on DATE, averages_shown_on DATE, end_agreed_on DATE, host BOOLEAN DEFAULT 0 NOT NULL, switched_off_at DATETIME, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT ck_accounts_clock CHECK (clock IN ('24', '12')), 
	CONSTRAINT ck_accounts_first_weekday CHECK (first_weekday IN ('monday', 'sunday', 'saturday')), 
	CONSTRAINT ck_accounts_theme CHECK (theme IN ('system', 'light', 'dark')), 
	CONSTRAINT uq_accounts_username_key UNIQUE (username_key)
);
INSERT INTO "accounts" VALUES('99999999-0000-4000-8000-000000000001','ada','ada','$argon2id$v=19$m=8,t=1,p=1$DhpzrKzXKGMBOwlromeqfw$LrhK3/00VoFsSL9AdqBP1p9VDjskEvb5pCZQamE3p4Y','Europe/Vienna','12','sunday','dark',0,26,'2026-05-20','2026-05-20 12:00:00.000000','2026-05-20','2026-05-20','2026-05-20','2026-05-20',0,NULL);
INSERT INTO "accounts" VALUES('99999999-0000-4000-8000-000000000002','bea','bea','no hash','Europe/Vienna','12','sunday','dark',1,1,'2026-05-20','2026-05-20 12:00:00.000000','2026-05-20','2026-05-20','2026-05-20','2026-05-20',1,'2026-05-20 12:05:00.000000');
CREATE TABLE agreed_ends (
	owner_id VARCHAR(36) NOT NULL, 
	peg_most SMALLINT NOT NULL, 
	weeks SMALLINT NOT NULL, 
	words TEXT, 
	helped TEXT, 
	confirmed_on DATE, 
	answered_on DATE, 
	stopped_on DATE, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_agreed_ends PRIMARY KEY (owner_id), 
	CONSTRAINT ck_agreed_ends_peg_most CHECK (peg_most BETWEEN 0 AND 10), 
	CONSTRAINT ck_agreed_ends_weeks CHECK (weeks BETWEEN 1 AND 26), 
	CONSTRAINT fk_agreed_ends_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "agreed_ends" VALUES('99999999-0000-4000-8000-000000000001',2,6,'with Maria','Walk a little.','2026-05-20','2026-05-20','2026-05-20',1,'2026-05-20 12:00:00.000000');
INSERT INTO "agreed_ends" VALUES('99999999-0000-4000-8000-000000000002',2,6,'with Maria','Walk a little.','2026-05-20','2026-05-20','2026-05-20',1,'2026-05-20 12:05:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0026');
CREATE TABLE "attempts" (
	bucket VARCHAR(64) NOT NULL, 
	minute INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_attempts PRIMARY KEY (bucket, minute)
);
INSERT INTO "attempts" VALUES('0000000000000000000000000000000000000000000000000000000000000001',1,3);
CREATE TABLE audit_events (
	owner_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	about VARCHAR(36) NOT NULL, 
	mark VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_events PRIMARY KEY (owner_id, number), 
	CONSTRAINT fk_audit_events_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "audit_events" VALUES('99999999-0000-4000-8000-000000000001',1,'2026-05-20 12:00:00.000000','exported','99999999-0000-4000-8000-000000000001','0000000000000000000000000000000000000000000000000000000000000002');
INSERT INTO "audit_events" VALUES('99999999-0000-4000-8000-000000000001',2,'2026-05-20 12:00:00.000000','passkey_added','99999999-0000-4000-8000-000000000010','0000000000000000000000000000000000000000000000000000000000000003');
INSERT INTO "audit_events" VALUES('99999999-0000-4000-8000-000000000001',3,'2026-05-20 12:00:00.000000','provider_connected','','0000000000000000000000000000000000000000000000000000000000000004');
INSERT INTO "audit_events" VALUES('99999999-0000-4000-8000-000000000001',4,'2026-05-20 12:05:00.000000','clinician_looked','accepted','0000000000000000000000000000000000000000000000000000000000000005');
CREATE TABLE care (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	label VARCHAR(80) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	notes BOOLEAN NOT NULL, 
	code_hash VARCHAR(64), 
	code_until DATETIME NOT NULL, 
	clinician_id VARCHAR(36), 
	created_at DATETIME NOT NULL, 
	accepted_at DATETIME, 
	ended_at DATETIME, looked_at DATETIME, looked_revision INTEGER, 
	CONSTRAINT pk_care PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_care_clinician_id FOREIGN KEY(clinician_id) REFERENCES accounts (id) ON DELETE SET NULL, 
	CONSTRAINT fk_care_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_care_code_hash UNIQUE (code_hash)
);
INSERT INTO "care" VALUES('99999999-0000-4000-8000-000000000001','an invitation','Maria','Ada L.',0,NULL,'2026-05-27 12:00:00.000000',NULL,'2026-05-20 12:00:00.000000',NULL,'2026-05-20 12:05:00.000000',NULL,NULL);
INSERT INTO "care" VALUES('99999999-0000-4000-8000-000000000001','accepted','Bea','Ada',1,NULL,'2026-05-27 12:00:00.000000','99999999-0000-4000-8000-000000000002','2026-05-20 12:00:00.000000','2026-05-20 12:05:00.000000',NULL,'2026-05-20 12:05:00.000000',23);
INSERT INTO "care" VALUES('99999999-0000-4000-8000-000000000001','unused','Cid','Ada',0,'0000000000000000000000000000000000000000000000000000000000000006','2026-05-27 12:00:00.000000',NULL,'2026-05-20 12:00:00.000000',NULL,NULL,NULL,NULL);
CREATE TABLE care_events (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	care_id VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR(64) NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	detail TEXT NOT NULL, read_at DATETIME, answered_at DATETIME, answer TEXT, 
	CONSTRAINT pk_care_events PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_care_events_what CHECK (what IN ('joined', 'looked', 'commented', 'prescribed')), 
	CONSTRAINT fk_care_events_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "care_events" VALUES('99999999-0000-4000-8000-000000000001','seen',1,'x','2026-05-20 12:00:00.000000','m','looked','',NULL,NULL,NULL);
INSERT INTO "care_events" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000019',2,'accepted','2026-05-20 12:05:00.000000','bea','joined','',NULL,NULL,NULL);
INSERT INTO "care_events" VALUES('99999999-0000-4000-8000-000000000001','words',3,'accepted','2026-05-20 12:05:00.000000','bea','commented','Slowly does it.','2026-05-20 12:05:00.000000','2026-05-20 12:05:00.000000','I will.');
INSERT INTO "care_events" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000022',4,'accepted','2026-05-20 12:05:00.000000','bea','looked','',NULL,NULL,NULL);
CREATE TABLE changes (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	client_key VARCHAR(36) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	record_key VARCHAR(36) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	"before" TEXT, 
	CONSTRAINT pk_changes PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_changes_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_changes_owner_id_client_key UNIQUE (owner_id, client_key)
);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000024','99999999-0000-4000-8000-000000000025','said so','2026-05-20 12:00:00.000000','pain','11111111-0000-4000-8000-000000000001','created','{"version": 2, "records": [{"kind": "pain", "key": "11111111-0000-4000-8000-000000000001", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000027','99999999-0000-4000-8000-000000000028','said so','2026-05-20 12:00:00.000000','episodes','11111111-0000-4000-8000-000000000002','created','{"version": 2, "records": [{"kind": "episodes", "key": "11111111-0000-4000-8000-000000000002", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000030','99999999-0000-4000-8000-000000000031','said so','2026-05-20 12:00:00.000000','exercises','11111111-0000-4000-8000-000000000003','created','{"version": 2, "records": [{"kind": "exercises", "key": "11111111-0000-4000-8000-000000000003", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000033','99999999-0000-4000-8000-000000000034','said so','2026-05-20 12:00:00.000000','relief','11111111-0000-4000-8000-000000000004','created','{"version": 2, "records": [{"kind": "relief", "key": "11111111-0000-4000-8000-000000000004", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000036','99999999-0000-4000-8000-000000000037','said so','2026-05-20 12:00:00.000000','programme','11111111-0000-4000-8000-000000000005','created','{"version": 2, "records": [{"kind": "programme", "key": "11111111-0000-4000-8000-000000000005", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000039','99999999-0000-4000-8000-000000000040','said so','2026-05-20 12:00:00.000000','flareplans','11111111-0000-4000-8000-000000000015','created','{"version": 2, "records": [{"kind": "flareplans", "key": "11111111-0000-4000-8000-000000000015", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000042','99999999-0000-4000-8000-000000000043','said so','2026-05-20 12:00:00.000000','ladders','9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f','created','{"version": 2, "records": [{"kind": "ladders", "key": "9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000045','99999999-0000-4000-8000-000000000046','said so','2026-05-20 12:00:00.000000','laddersteps','3447b744-00ef-569a-abed-39f4152c6ccd','created','{"version": 2, "records": [{"kind": "laddersteps", "key": "3447b744-00ef-569a-abed-39f4152c6ccd", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000048','99999999-0000-4000-8000-000000000049','said so','2026-05-20 12:00:00.000000','guides','1034352a-accc-553e-b56c-5cab55b7dd8c','created','{"version": 2, "records": [{"kind": "guides", "key": "1034352a-accc-553e-b56c-5cab55b7dd8c", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000051','99999999-0000-4000-8000-000000000052','said so','2026-05-20 12:00:00.000000','goals','630a6209-49d1-569b-af2f-9fb39e5bf8c0','created','{"version": 2, "records": [{"kind": "goals", "key": "630a6209-49d1-569b-af2f-9fb39e5bf8c0", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000054','99999999-0000-4000-8000-000000000055','said so','2026-05-20 12:00:00.000000','abilities','710cb2ea-3e5a-5740-9041-836a3608f1d3','created','{"version": 2, "records": [{"kind": "abilities", "key": "710cb2ea-3e5a-5740-9041-836a3608f1d3", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000057','99999999-0000-4000-8000-000000000058','said so','2026-05-20 12:00:00.000000','days','2026-05-20','created','{"version": 2, "records": [{"kind": "days", "key": "2026-05-20", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000060','99999999-0000-4000-8000-000000000061','said so','2026-05-20 12:00:00.000000','checkins','11111111-0000-4000-8000-000000000006','created','{"version": 2, "records": [{"kind": "checkins", "key": "11111111-0000-4000-8000-000000000006", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000063','99999999-0000-4000-8000-000000000064','said so','2026-05-20 12:00:00.000000','recall','ed17d12c-2c23-516f-8f31-72ebfe13d429','created','{"version": 2, "records": [{"kind": "recall", "key": "ed17d12c-2c23-516f-8f31-72ebfe13d429", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000066','99999999-0000-4000-8000-000000000067','said so','2026-05-20 12:00:00.000000','events','11111111-0000-4000-8000-000000000012','created','{"version": 2, "records": [{"kind": "events", "key": "11111111-0000-4000-8000-000000000012", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000069','99999999-0000-4000-8000-000000000070','said so','2026-05-20 12:00:00.000000','methods','11111111-0000-4000-8000-000000000018','created','{"version": 2, "records": [{"kind": "methods", "key": "11111111-0000-4000-8000-000000000018", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000072','99999999-0000-4000-8000-000000000073','said so','2026-05-20 12:00:00.000000','topics','11111111-0000-4000-8000-000000000019','created','{"version": 2, "records": [{"kind": "topics", "key": "11111111-0000-4000-8000-000000000019", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000075','99999999-0000-4000-8000-000000000076','said so','2026-05-20 12:00:00.000000','import','','imported',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000078','99999999-0000-4000-8000-000000000079','said so','2026-05-20 12:00:00.000000','episodes','22222222-0000-4000-8000-000000000001','created','{"version": 2, "records": [{"kind": "episodes", "key": "22222222-0000-4000-8000-000000000001", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000081','99999999-0000-4000-8000-000000000082','said so','2026-05-20 12:00:00.000000','relief','22222222-0000-4000-8000-000000000004','created','{"version": 2, "records": [{"kind": "relief", "key": "22222222-0000-4000-8000-000000000004", "record": null, "exercise_id": null, "version": 0, "after": 1, "offset_seconds": null}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000084','33333333-0000-4000-8000-000000000001','said so','2026-05-20 12:05:00.000000','relief','11111111-0000-4000-8000-000000000004','deleted','{"version": 2, "records": [{"kind": "relief", "key": "11111111-0000-4000-8000-000000000004", "record": {"id": "11111111-0000-4000-8000-000000000004", "day": "2026-05-20", "applied_at": "2026-05-20T09:00:00+00:00", "zone": "Europe/Vienna", "method": "warmth", "minutes": "20", "pain_before": "6", "pain_after_20": "5", "pain_after_60": "4", "episode_id": "11111111-0000-4000-8000-000000000002", "note": "hot bath", "name": "some words", "dose": "0.5", "unit": "some words"}, "exercise_id": null, "version": 1, "after": 0, "offset_seconds": 7200}]}');
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000078','99999999-0000-4000-8000-000000000079','said so','2026-05-20 12:00:00.000000','episodes','22222222-0000-4000-8000-000000000001','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000063','99999999-0000-4000-8000-000000000064','said so','2026-05-20 12:00:00.000000','recall','ed17d12c-2c23-516f-8f31-72ebfe13d429','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000045','99999999-0000-4000-8000-000000000046','said so','2026-05-20 12:00:00.000000','laddersteps','3447b744-00ef-569a-abed-39f4152c6ccd','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000069','99999999-0000-4000-8000-000000000070','said so','2026-05-20 12:00:00.000000','methods','11111111-0000-4000-8000-000000000018','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000027','99999999-0000-4000-8000-000000000028','said so','2026-05-20 12:00:00.000000','episodes','11111111-0000-4000-8000-000000000002','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000033','99999999-0000-4000-8000-000000000034','said so','2026-05-20 12:00:00.000000','relief','11111111-0000-4000-8000-000000000004','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000036','99999999-0000-4000-8000-000000000037','said so','2026-05-20 12:00:00.000000','programme','11111111-0000-4000-8000-000000000005','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000048','99999999-0000-4000-8000-000000000049','said so','2026-05-20 12:00:00.000000','guides','1034352a-accc-553e-b56c-5cab55b7dd8c','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000054','99999999-0000-4000-8000-000000000055','said so','2026-05-20 12:00:00.000000','abilities','710cb2ea-3e5a-5740-9041-836a3608f1d3','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000057','99999999-0000-4000-8000-000000000058','said so','2026-05-20 12:00:00.000000','days','2026-05-20','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000072','99999999-0000-4000-8000-000000000073','said so','2026-05-20 12:00:00.000000','topics','11111111-0000-4000-8000-000000000019','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000081','99999999-0000-4000-8000-000000000082','said so','2026-05-20 12:00:00.000000','relief','22222222-0000-4000-8000-000000000004','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000030','99999999-0000-4000-8000-000000000031','said so','2026-05-20 12:00:00.000000','exercises','11111111-0000-4000-8000-000000000003','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000051','99999999-0000-4000-8000-000000000052','said so','2026-05-20 12:00:00.000000','goals','630a6209-49d1-569b-af2f-9fb39e5bf8c0','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000039','99999999-0000-4000-8000-000000000040','said so','2026-05-20 12:00:00.000000','flareplans','11111111-0000-4000-8000-000000000015','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000024','99999999-0000-4000-8000-000000000025','said so','2026-05-20 12:00:00.000000','pain','11111111-0000-4000-8000-000000000001','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000066','99999999-0000-4000-8000-000000000067','said so','2026-05-20 12:00:00.000000','events','11111111-0000-4000-8000-000000000012','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000060','99999999-0000-4000-8000-000000000061','said so','2026-05-20 12:00:00.000000','checkins','11111111-0000-4000-8000-000000000006','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000042','99999999-0000-4000-8000-000000000043','said so','2026-05-20 12:00:00.000000','ladders','9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f','created',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000084','33333333-0000-4000-8000-000000000001','said so','2026-05-20 12:05:00.000000','relief','11111111-0000-4000-8000-000000000004','deleted',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145','99999999-0000-4000-8000-000000000146','said so','2026-05-20 12:05:00.000000','import','','imported',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000148','99999999-0000-4000-8000-000000000149','said so','2026-05-20 12:05:00.000000','import','','undone',NULL);
INSERT INTO "changes" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000151','33333333-0000-4000-8000-000000000002','said so','2026-05-20 12:05:00.000000','import','','imported',NULL);
CREATE TABLE checkins (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	pain SMALLINT NOT NULL, 
	enjoyment SMALLINT NOT NULL, 
	activity SMALLINT NOT NULL, 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, offset_seconds INTEGER, 
	CONSTRAINT pk_checkins PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_checkins_activity CHECK (activity BETWEEN 0 AND 10), 
	CONSTRAINT ck_checkins_enjoyment CHECK (enjoyment BETWEEN 0 AND 10), 
	CONSTRAINT ck_checkins_pain CHECK (pain BETWEEN 0 AND 10), 
	CONSTRAINT fk_checkins_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "checkins" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000006','2026-05-20','2026-05-20 10:00:00.000000','Europe/Vienna',5,6,7,'a week',1,'2026-05-20 12:00:00.000000',7200);
INSERT INTO "checkins" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000006','2026-05-20','2026-05-20 10:00:00.000000','Europe/Vienna',5,6,7,'a week',1,'2026-05-20 12:05:00.000000',7200);
CREATE TABLE "completed_exercises" (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	completed_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	exercise_id VARCHAR(36) NOT NULL, 
	sets SMALLINT, 
	reps SMALLINT, 
	hold_seconds SMALLINT, 
	side VARCHAR(32), 
	minutes SMALLINT, 
	effort SMALLINT, 
	pain_before SMALLINT, 
	pain_after SMALLINT, 
	outcome VARCHAR(32) NOT NULL, 
	reason VARCHAR(80), 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	offset_seconds INTEGER, 
	difficulty VARCHAR(32), 
	CONSTRAINT pk_completed_exercises PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_completed_exercises_minutes CHECK (minutes BETWEEN 1 AND 1440), 
	CONSTRAINT ck_completed_exercises_pain_before CHECK (pain_before BETWEEN 0 AND 10), 
	CONSTRAINT ck_completed_exercises_hold_seconds CHECK (hold_seconds BETWEEN 1 AND 3600), 
	CONSTRAINT fk_completed_exercises_owner_id_exercise_id FOREIGN KEY(owner_id, exercise_id) REFERENCES exercises (owner_id, id), 
	CONSTRAINT ck_completed_exercises_side CHECK (side IN ('left', 'right', 'both')), 
	CONSTRAINT ck_completed_exercises_effort CHECK (effort BETWEEN 0 AND 10), 
	CONSTRAINT ck_completed_exercises_reps CHECK (reps BETWEEN 1 AND 1000), 
	CONSTRAINT ck_completed_exercises_sets CHECK (sets BETWEEN 1 AND 100), 
	CONSTRAINT fk_completed_exercises_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_completed_exercises_outcome CHECK (outcome IN ('done', 'partly', 'stopped', 'skipped')), 
	CONSTRAINT ck_completed_exercises_pain_after CHECK (pain_after BETWEEN 0 AND 10), 
	CONSTRAINT ck_completed_exercises_difficulty CHECK (difficulty IN ('too_easy', 'right', 'too_hard'))
);
INSERT INTO "completed_exercises" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000003','2026-05-20','2026-05-20 05:15:07.000000','Europe/Vienna','99999999-0000-4000-8000-000000000155',2,15,3,'both',6,5,3,2,'partly','no time','on the mat',1,'2026-05-20 12:00:00.000000',7200,'too_easy');
INSERT INTO "completed_exercises" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000003','2026-05-20','2026-05-20 05:15:07.000000','Europe/Vienna','99999999-0000-4000-8000-000000000157',2,15,3,'both',6,5,3,2,'partly','no time','on the mat',1,'2026-05-20 12:05:00.000000',7200,'too_easy');
CREATE TABLE day_notes (
	owner_id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	no_exercise BOOLEAN, 
	sleep SMALLINT, 
	sitting_over_6h BOOLEAN, 
	stress BOOLEAN, 
	note TEXT, 
	rest_reason VARCHAR(32), 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, confirmed_on DATE, factors TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_day_notes PRIMARY KEY (owner_id, day), 
	CONSTRAINT ck_day_notes_sleep CHECK (sleep BETWEEN 0 AND 10), 
	CONSTRAINT ck_day_notes_frozen CHECK (rest_reason IN ('flare', 'illness', 'travel')), 
	CONSTRAINT fk_day_notes_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "day_notes" VALUES('99999999-0000-4000-8000-000000000001','2026-05-20',1,3,0,1,'long','travel',1,'2026-05-20 12:00:00.000000','2026-05-20','some=yes');
INSERT INTO "day_notes" VALUES('99999999-0000-4000-8000-000000000002','2026-05-20',1,3,0,1,'long','travel',1,'2026-05-20 12:05:00.000000','2026-05-20','some=yes');
CREATE TABLE entry_links (
	id VARCHAR(36) NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	label VARCHAR(80) NOT NULL, 
	host_id VARCHAR(36) NOT NULL, 
	account_id VARCHAR(36), 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_entry_links PRIMARY KEY (id), 
	CONSTRAINT fk_entry_links_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_entry_links_host_id FOREIGN KEY(host_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_entry_links_secret_hash UNIQUE (secret_hash)
);
INSERT INTO "entry_links" VALUES('for a password','0000000000000000000000000000000000000000000000000000000000000007','bea','99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000002','2026-05-20 12:00:00.000000','2026-05-20 12:05:00.000000');
CREATE TABLE "episodes" (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	last_day DATE, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	zone VARCHAR(64) NOT NULL, 
	peak_level SMALLINT, 
	regions TEXT NOT NULL, 
	symptoms TEXT NOT NULL, 
	onset VARCHAR(32), 
	movement VARCHAR(32), 
	triggers TEXT NOT NULL, 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, offset_seconds INTEGER, own_symptoms TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_episodes PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_episodes_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_episodes_ended_at CHECK (ended_at >= started_at), 
	CONSTRAINT ck_episodes_onset CHECK (onset IN ('sudden', 'gradual')), 
	CONSTRAINT ck_episodes_peak_level CHECK (peak_level BETWEEN 0 AND 10), 
	CONSTRAINT ck_episodes_movement CHECK (movement IN ('rest', 'movement', 'both'))
);
INSERT INTO "episodes" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000002','2026-05-18','2026-05-19','2026-05-18 21:50:00.000000','2026-05-19 03:00:00.000000','Europe/Vienna',9,'lower_back_right','cramping|tight','sudden','movement','lifting|moved a piano','stairs',1,'2026-05-20 12:00:00.000000',7200,'some');
INSERT INTO "episodes" VALUES('99999999-0000-4000-8000-000000000001','22222222-0000-4000-8000-000000000001','2026-05-20',NULL,'2026-05-20 12:00:00.000000',NULL,'Europe/Vienna',NULL,'','',NULL,NULL,'',NULL,1,'2026-05-20 12:00:00.000000',7200,'');
INSERT INTO "episodes" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000002','2026-05-18','2026-05-19','2026-05-18 21:50:00.000000','2026-05-19 03:00:00.000000','Europe/Vienna',9,'lower_back_right','cramping|tight','sudden','movement','lifting|moved a piano','stairs',1,'2026-05-20 12:05:00.000000',7200,'some');
INSERT INTO "episodes" VALUES('99999999-0000-4000-8000-000000000002','22222222-0000-4000-8000-000000000001','2026-05-20',NULL,'2026-05-20 12:00:00.000000',NULL,'Europe/Vienna',NULL,'','',NULL,NULL,'',NULL,1,'2026-05-20 12:05:00.000000',7200,'');
CREATE TABLE events (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	happened_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	name VARCHAR(80), 
	agreed TEXT, 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, offset_seconds INTEGER, questions TEXT, 
	CONSTRAINT pk_events PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_events_what CHECK (what IN ('visit', 'injection', 'new_chair', 'own')), 
	CONSTRAINT fk_events_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "events" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000012','2026-05-20','2026-05-20 11:00:00.000000','Europe/Vienna','visit','Dr Huber','walk more','by bus',1,'2026-05-20 12:00:00.000000',7200,'some words');
INSERT INTO "events" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000012','2026-05-20','2026-05-20 11:00:00.000000','Europe/Vienna','visit','Dr Huber','walk more','by bus',1,'2026-05-20 12:05:00.000000',7200,'some words');
CREATE TABLE exercises (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	name_key VARCHAR(320) NOT NULL, 
	built_in VARCHAR(32), 
	retired_at DATETIME, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_exercises PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_exercises_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_exercises_owner_id_name_key UNIQUE (owner_id, name_key)
);
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000155','Shoulder bridge','shoulder bridge','bridge',NULL,2,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000171','Side leg raise','side leg raise','side_leg_raise',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000173','Curl-up','curl-up','curl_up',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000175','Walking','walking','walking',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000177','Side leg raise','side leg raise','side_leg_raise',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000179','Curl-up','curl-up','curl_up',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000181','Walking','walking','walking',NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000183','Old one','old one',NULL,'2026-05-20 12:00:00.000000',2,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000185','Crème stretch','crème stretch',NULL,NULL,1,'2026-05-20 12:00:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000187','Crème stretch','crème stretch',NULL,NULL,1,'2026-05-20 12:05:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000189','Old one','old one',NULL,'2026-05-20 12:00:00.000000',1,'2026-05-20 12:05:00.000000');
INSERT INTO "exercises" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000157','Shoulder bridge','shoulder bridge','bridge',NULL,1,'2026-05-20 12:05:00.000000');
CREATE TABLE experiments (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	one_way VARCHAR(80) NOT NULL, 
	other_way VARCHAR(80) NOT NULL, 
	starts_on DATE NOT NULL, 
	sealed_order VARCHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	stopped_on DATE, 
	opened_on DATE, 
	result TEXT, settling_days SMALLINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_experiments PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_experiments_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "experiments" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000007','walking','rest','2026-05-20','000011','2026-05-20 12:00:00.000000',NULL,'2026-08-26','{"pairs": 6, "means": [4.0, 4.0], "difference": 0.0, "low": 0.0, "high": 0.0, "as_large": 64, "orders": 64, "logging_p": 1.0}',2);
INSERT INTO "experiments" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000008','walking','rest','2026-05-20','101111','2026-05-20 12:00:00.000000','2026-05-20',NULL,NULL,2);
INSERT INTO "experiments" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000007','walking','rest','2026-05-20','000011','2026-05-20 12:00:00.000000',NULL,'2026-08-26','{"pairs": 6, "means": [4.0, 4.0], "difference": 0.0, "low": 0.0, "high": 0.0, "as_large": 64, "orders": 64, "logging_p": 1.0}',2);
INSERT INTO "experiments" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000008','walking','rest','2026-05-20','101111','2026-05-20 12:00:00.000000','2026-05-20',NULL,NULL,2);
CREATE TABLE flare_plans (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	written_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	note TEXT, 
	leave TEXT NOT NULL, 
	leave_days SMALLINT, 
	first_days SMALLINT NOT NULL, 
	first_percent SMALLINT NOT NULL, 
	second_days SMALLINT, 
	second_percent SMALLINT NOT NULL, 
	help TEXT, 
	ended_on DATE, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, offset_seconds INTEGER, 
	CONSTRAINT pk_flare_plans PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_flare_plans_state CHECK (state IN ('ready', 'proposed', 'begun')), 
	CONSTRAINT ck_flare_plans_leave_days CHECK (leave_days BETWEEN 1 AND 14), 
	CONSTRAINT ck_flare_plans_first_days CHECK (first_days BETWEEN 1 AND 14), 
	CONSTRAINT ck_flare_plans_second_days CHECK (second_days BETWEEN 1 AND 14), 
	CONSTRAINT ck_flare_plans_first_percent CHECK (first_percent BETWEEN 0 AND 100), 
	CONSTRAINT ck_flare_plans_second_percent CHECK (second_percent BETWEEN 0 AND 100), 
	CONSTRAINT fk_flare_plans_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "flare_plans" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000015','2026-05-20','2026-05-20 10:00:00.000000','Europe/Vienna','begun','warmth, then lie down','Curl-up',3,3,50,3,75,'no better after five days','2026-05-24','2026-05-20 12:00:00.000000',1,7200);
INSERT INTO "flare_plans" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000015','2026-05-20','2026-05-20 10:00:00.000000','Europe/Vienna','begun','warmth, then lie down','Curl-up',3,3,50,3,75,'no better after five days','2026-05-24','2026-05-20 12:05:00.000000',1,7200);
CREATE TABLE goals (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	written_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	offset_seconds INTEGER, 
	goal VARCHAR(200) NOT NULL, 
	happened VARCHAR(32), 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_goals PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_goals_happened CHECK (happened IN ('yes', 'partly', 'no')), 
	CONSTRAINT fk_goals_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "goals" VALUES('99999999-0000-4000-8000-000000000001','630a6209-49d1-569b-af2f-9fb39e5bf8c0','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'walk to the shop and back','yes','some words','2026-05-20 12:00:00.000000',1);
INSERT INTO "goals" VALUES('99999999-0000-4000-8000-000000000002','630a6209-49d1-569b-af2f-9fb39e5bf8c0','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'walk to the shop and back','yes','some words','2026-05-20 12:05:00.000000',1);
CREATE TABLE guides (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	written_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	offset_seconds INTEGER, 
	exercise_id VARCHAR(36) NOT NULL, 
	instructions TEXT, 
	link VARCHAR(500), 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_guides PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_guides_owner_id_exercise_id FOREIGN KEY(owner_id, exercise_id) REFERENCES exercises (owner_id, id), 
	CONSTRAINT fk_guides_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "guides" VALUES('99999999-0000-4000-8000-000000000001','1034352a-accc-553e-b56c-5cab55b7dd8c','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000155','slowly, feet flat','https://example.org/bridge','some words','2026-05-20 12:00:00.000000',1);
INSERT INTO "guides" VALUES('99999999-0000-4000-8000-000000000002','1034352a-accc-553e-b56c-5cab55b7dd8c','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000157','slowly, feet flat','https://example.org/bridge','some words','2026-05-20 12:05:00.000000',1);
CREATE TABLE identities (
	owner_id VARCHAR(36) NOT NULL, 
	issuer VARCHAR(255) NOT NULL, 
	subject VARCHAR(255) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_identities PRIMARY KEY (owner_id, issuer), 
	CONSTRAINT fk_identities_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_identities_issuer_subject UNIQUE (issuer, subject)
);
INSERT INTO "identities" VALUES('99999999-0000-4000-8000-000000000001','https://id.example.org','99999999-0000-4000-8000-000000000001','2026-05-20 12:00:00.000000');
CREATE TABLE import_steps (
	owner_id VARCHAR(36) NOT NULL, 
	import_id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	word VARCHAR(32) NOT NULL, 
	entries TEXT NOT NULL, 
	CONSTRAINT pk_import_steps PRIMARY KEY (owner_id, import_id, number), 
	CONSTRAINT fk_import_steps_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000075',1,'2026-05-20 12:00:00.000000','new','pain','{"version": 1, "entries": ["99999999-0000-4000-8000-000000000208"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',1,'2026-05-20 12:05:00.000000','starting','programme','{"version": 1, "entries": [{"key": "99999999-0000-4000-8000-000000000211", "texts": {"id": "99999999-0000-4000-8000-000000000211", "exercise": "Curl-up", "sets": "1", "reps": "10", "hold_seconds": "2", "times_per_day": "1", "days_per_week": "7", "starts_on": "2026-05-20"}, "version": 1, "extras": {"exercise_id": "99999999-0000-4000-8000-000000000179", "starting": true}}, {"key": "99999999-0000-4000-8000-000000000214", "texts": {"id": "99999999-0000-4000-8000-000000000214", "exercise": "Side leg raise", "sets": "1", "reps": "8", "hold_seconds": "2", "side": "both", "times_per_day": "1", "days_per_week": "7", "starts_on": "2026-05-20"}, "version": 1, "extras": {"exercise_id": "99999999-0000-4000-8000-000000000177", "starting": true}}, {"key": "99999999-0000-4000-8000-000000000217", "texts": {"id": "99999999-0000-4000-8000-000000000217", "exercise": "Bridge", "sets": "1", "reps": "15", "hold_seconds": "3", "times_per_day": "1", "days_per_week": "7", "starts_on": "2026-05-20"}, "version": 1, "extras": {"exercise_id": "99999999-0000-4000-8000-000000000219", "starting": true}}, {"key": "99999999-0000-4000-8000-000000000220", "texts": {"id": "99999999-0000-4000-8000-000000000220", "exercise": "Walking", "minutes": "30", "times_per_day": "1", "days_per_week": "7", "starts_on": "2026-05-20"}, "version": 1, "extras": {"exercise_id": "99999999-0000-4000-8000-000000000181", "starting": true}}]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',2,'2026-05-20 12:05:00.000000','unlisted','','{"version": 1, "entries": [{"exercise": {"name": "Bridge", "built_in": "bridge", "retired_at": null, "id": "99999999-0000-4000-8000-000000000219"}, "version": 1}]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',3,'2026-05-20 12:05:00.000000','added','','{"version": 1, "entries": ["99999999-0000-4000-8000-000000000187", "99999999-0000-4000-8000-000000000189", "99999999-0000-4000-8000-000000000157"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',4,'2026-05-20 12:05:00.000000','history','','{"version": 1, "entries": ["99999999-0000-4000-8000-000000000078", "99999999-0000-4000-8000-000000000063", "99999999-0000-4000-8000-000000000045", "99999999-0000-4000-8000-000000000069", "99999999-0000-4000-8000-000000000027", "99999999-0000-4000-8000-000000000033", "99999999-0000-4000-8000-000000000036", "99999999-0000-4000-8000-000000000048", "99999999-0000-4000-8000-000000000054", "99999999-0000-4000-8000-000000000057", "99999999-0000-4000-8000-000000000072", "99999999-0000-4000-8000-000000000081", "99999999-0000-4000-8000-000000000030", "99999999-0000-4000-8000-000000000051", "99999999-0000-4000-8000-000000000039", "99999999-0000-4000-8000-000000000024", "99999999-0000-4000-8000-000000000066", "99999999-0000-4000-8000-000000000060", "99999999-0000-4000-8000-000000000042", "99999999-0000-4000-8000-000000000084"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',5,'2026-05-20 12:05:00.000000','new','pain','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000001", "99999999-0000-4000-8000-000000000208"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',6,'2026-05-20 12:05:00.000000','new','episodes','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000002", "22222222-0000-4000-8000-000000000001"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',7,'2026-05-20 12:05:00.000000','new','exercises','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000003"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',8,'2026-05-20 12:05:00.000000','new','relief','{"version": 1, "entries": ["22222222-0000-4000-8000-000000000004"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',9,'2026-05-20 12:05:00.000000','new','programme','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000005", "99999999-0000-4000-8000-000000000264", "99999999-0000-4000-8000-000000000265", "99999999-0000-4000-8000-000000000266", "99999999-0000-4000-8000-000000000267"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',10,'2026-05-20 12:05:00.000000','new','flareplans','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000015"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',11,'2026-05-20 12:05:00.000000','new','ladders','{"version": 1, "entries": ["9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',12,'2026-05-20 12:05:00.000000','new','laddersteps','{"version": 1, "entries": ["3447b744-00ef-569a-abed-39f4152c6ccd"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',13,'2026-05-20 12:05:00.000000','new','guides','{"version": 1, "entries": ["1034352a-accc-553e-b56c-5cab55b7dd8c"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',14,'2026-05-20 12:05:00.000000','new','goals','{"version": 1, "entries": ["630a6209-49d1-569b-af2f-9fb39e5bf8c0"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',15,'2026-05-20 12:05:00.000000','new','abilities','{"version": 1, "entries": ["710cb2ea-3e5a-5740-9041-836a3608f1d3"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',16,'2026-05-20 12:05:00.000000','new','days','{"version": 1, "entries": ["2026-05-20"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',17,'2026-05-20 12:05:00.000000','new','checkins','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000006"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',18,'2026-05-20 12:05:00.000000','new','recall','{"version": 1, "entries": ["ed17d12c-2c23-516f-8f31-72ebfe13d429"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',19,'2026-05-20 12:05:00.000000','new','events','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000012"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',20,'2026-05-20 12:05:00.000000','new','methods','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000018"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145',21,'2026-05-20 12:05:00.000000','new','topics','{"version": 1, "entries": ["11111111-0000-4000-8000-000000000019"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000151',1,'2026-05-20 12:05:00.000000','new','pain','{"version": 1, "entries": ["22222222-0000-4000-8000-000000000003"]}');
INSERT INTO "import_steps" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000151',2,'2026-05-20 12:05:00.000000','changed','pain','{"version": 1, "entries": [{"key": "11111111-0000-4000-8000-000000000001", "texts": {"id": "11111111-0000-4000-8000-000000000001", "day": "2026-05-20", "recorded_at": "2026-05-20T08:30:00+00:00", "zone": "Europe/Vienna", "kind": "day_average", "level": "4", "interference": "0", "regions": "lower_back_left|tailbone", "movement": "rest", "episode_id": "11111111-0000-4000-8000-000000000002", "recalled": "yes", "note": "after the drive"}, "version": 1, "extras": {"offset_seconds": 7200}}]}');
CREATE TABLE imports (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	made_at DATETIME NOT NULL, 
	names TEXT NOT NULL, 
	new INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	holdings TEXT, 
	undone_at DATETIME, 
	CONSTRAINT pk_imports PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_imports_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "imports" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000075','2026-05-20 12:00:00.000000','a.csv',1,0,NULL,NULL);
INSERT INTO "imports" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000145','2026-05-20 12:05:00.000000','pain.csv, episodes.csv, exercises.csv, relief.csv, programme.csv, flareplans.csv, ladders.csv, laddersteps.csv, guides.csv, goals.csv, abilities.csv, days.csv, checkins.csv, recall.csv, events.csv, methods.csv, topics.csv',23,0,'{"account": [{"zone": "Europe/Vienna", "clock": "24", "first_weekday": "monday", "theme": "system", "paused_on": null}, {"zone": "Europe/Vienna", "clock": "12", "first_weekday": "sunday", "theme": "dark", "paused_on": "2026-05-20"}], "reminders": [{"active": "no", "weekdays": "monday|wednesday|saturday", "at": "19:00", "quiet_from": "21:00", "quiet_until": "08:00"}, {"active": "no", "address": "ada@example.org", "at": "19:00", "quiet_from": "21:00", "quiet_until": "08:00", "weekdays": "monday|wednesday|saturday"}], "waved": [{}, {"details:an episode": "2026-05-20T12:00:00+00:00", "something": "2026-05-20T12:00:00+00:00"}], "mappings": [{}, {"daylio": {"mood": ""}}], "experiments": [{}, {"11111111-0000-4000-8000-000000000007": {"created_at": "2026-05-20T12:00:00+00:00", "id": "11111111-0000-4000-8000-000000000007", "opened_on": "2026-08-26", "result": {"as_large": 64, "difference": 0.0, "high": 0.0, "logging_p": 1.0, "low": 0.0, "means": [4.0, 4.0], "orders": 64, "pairs": 6}, "sealed_order": "000011", "settling_days": 2, "starts_on": "2026-05-20", "stopped_on": null, "ways": ["walking", "rest"]}, "11111111-0000-4000-8000-000000000008": {"created_at": "2026-05-20T12:00:00+00:00", "id": "11111111-0000-4000-8000-000000000008", "opened_on": null, "result": null, "sealed_order": "101111", "settling_days": 2, "starts_on": "2026-05-20", "stopped_on": "2026-05-20", "ways": ["walking", "rest"]}}], "rest_days": [{}, {"11111111-0000-4000-8000-000000000009": {"ends_on": "2026-05-20", "set_on": "2026-05-20", "starts_on": "2026-05-11"}}], "recall": [{"averages_shown_on": null, "recall_from": null, "recall_refused_on": null}, {"averages_shown_on": "2026-05-20", "recall_from": "2026-05-20", "recall_refused_on": "2026-05-20"}], "agreed_end": [null, {"agreed_on": "2026-05-20", "answered_on": "2026-05-20", "confirmed_on": "2026-05-20", "helped": "Walk a little.", "peg_most": "2", "stopped_on": "2026-05-20", "weeks": "6", "words": "with Maria"}], "introduction": [null, {"name": "Ada L.", "questions": "Is swimming all right?"}]}',NULL);
INSERT INTO "imports" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000148','2026-05-20 12:05:00.000000','pain.csv',1,0,NULL,'2026-05-20 12:05:00.000000');
INSERT INTO "imports" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000151','2026-05-20 12:05:00.000000','pain.csv',1,1,'{"introduction": [null, null]}',NULL);
CREATE TABLE introductions (
	owner_id VARCHAR(36) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	questions TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_introductions PRIMARY KEY (owner_id), 
	CONSTRAINT fk_introductions_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "introductions" VALUES('99999999-0000-4000-8000-000000000001','Ada L.','Is swimming all right?',1,'2026-05-20 12:00:00.000000');
INSERT INTO "introductions" VALUES('99999999-0000-4000-8000-000000000002','Ada L.','Is swimming all right?',1,'2026-05-20 12:05:00.000000');
CREATE TABLE ladder_steps (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	decided_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	offset_seconds INTEGER, 
	exercise_id VARCHAR(36) NOT NULL, 
	answer VARCHAR(32) NOT NULL, 
	dose_part VARCHAR(32) NOT NULL, 
	amount_before SMALLINT NOT NULL, 
	amount_after SMALLINT NOT NULL, 
	rests_on TEXT NOT NULL, 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_ladder_steps PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_ladder_steps_answer CHECK (answer IN ('accepted', 'declined', 'later')), 
	CONSTRAINT ck_ladder_steps_dose_part CHECK (dose_part IN ('reps', 'hold_seconds', 'sets', 'minutes')), 
	CONSTRAINT ck_ladder_steps_amount_before CHECK (amount_before BETWEEN 1 AND 3600), 
	CONSTRAINT ck_ladder_steps_amount_after CHECK (amount_after BETWEEN 1 AND 3600), 
	CONSTRAINT fk_ladder_steps_owner_id_exercise_id FOREIGN KEY(owner_id, exercise_id) REFERENCES exercises (owner_id, id), 
	CONSTRAINT fk_ladder_steps_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "ladder_steps" VALUES('99999999-0000-4000-8000-000000000001','3447b744-00ef-569a-abed-39f4152c6ccd','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000155','accepted','reps',15,17,'some','some words','2026-05-20 12:00:00.000000',1);
INSERT INTO "ladder_steps" VALUES('99999999-0000-4000-8000-000000000002','3447b744-00ef-569a-abed-39f4152c6ccd','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000157','accepted','reps',15,17,'some','some words','2026-05-20 12:05:00.000000',1);
CREATE TABLE ladders (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	written_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	offset_seconds INTEGER, 
	exercise_id VARCHAR(36) NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	dose_part VARCHAR(32) NOT NULL, 
	step_by SMALLINT NOT NULL, 
	up_to SMALLINT NOT NULL, 
	worse_by SMALLINT NOT NULL, 
	fine_times SMALLINT NOT NULL, 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_ladders PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_ladders_state CHECK (state IN ('ready', 'proposed')), 
	CONSTRAINT ck_ladders_dose_part CHECK (dose_part IN ('reps', 'hold_seconds', 'sets', 'minutes')), 
	CONSTRAINT ck_ladders_step_by CHECK (step_by BETWEEN 1 AND 3600), 
	CONSTRAINT ck_ladders_up_to CHECK (up_to BETWEEN 1 AND 3600), 
	CONSTRAINT ck_ladders_worse_by CHECK (worse_by BETWEEN 1 AND 10), 
	CONSTRAINT ck_ladders_fine_times CHECK (fine_times BETWEEN 1 AND 7), 
	CONSTRAINT fk_ladders_owner_id_exercise_id FOREIGN KEY(owner_id, exercise_id) REFERENCES exercises (owner_id, id), 
	CONSTRAINT fk_ladders_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "ladders" VALUES('99999999-0000-4000-8000-000000000001','9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000155','ready','reps',2,20,2,2,'some words','2026-05-20 12:00:00.000000',1);
INSERT INTO "ladders" VALUES('99999999-0000-4000-8000-000000000002','9ea8fd21-edd1-5a52-9b05-fbe8ce3e930f','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna',7200,'99999999-0000-4000-8000-000000000157','ready','reps',2,20,2,2,'some words','2026-05-20 12:05:00.000000',1);
CREATE TABLE logins (
	token_hash VARCHAR(64) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	account_id VARCHAR(36) NOT NULL, 
	browser VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_logins PRIMARY KEY (token_hash), 
	CONSTRAINT fk_logins_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_logins_id UNIQUE (id)
);
INSERT INTO "logins" VALUES('0000000000000000000000000000000000000000000000000000000000000008','99999999-0000-4000-8000-000000000314','99999999-0000-4000-8000-000000000002','Firefox','2026-05-20 12:00:00.000000','2026-05-20 12:00:00.000000');
CREATE TABLE mappings (
	owner_id VARCHAR(36) NOT NULL, 
	about VARCHAR(64) NOT NULL, 
	answers TEXT NOT NULL, 
	CONSTRAINT pk_mappings PRIMARY KEY (owner_id, about), 
	CONSTRAINT fk_mappings_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "mappings" VALUES('99999999-0000-4000-8000-000000000001','daylio','{"mood": ""}');
INSERT INTO "mappings" VALUES('99999999-0000-4000-8000-000000000002','daylio','{"mood": ""}');
CREATE TABLE own_methods (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	added_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	method VARCHAR(32) NOT NULL, 
	dose VARCHAR(10), 
	unit VARCHAR(20), 
	not_before_hours SMALLINT, 
	retired_on DATE, 
	note TEXT, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, offset_seconds INTEGER, 
	CONSTRAINT pk_own_methods PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_own_methods_method CHECK (method IN ('nsaid_cream', 'nsaid_plaster', 'cold', 'warmth', 'massage', 'medicine', 'rest', 'position', 'gentle_movement', 'stretching', 'tens', 'own')), 
	CONSTRAINT ck_own_methods_not_before_hours CHECK (not_before_hours BETWEEN 1 AND 720), 
	CONSTRAINT fk_own_methods_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "own_methods" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000018','2026-05-20','2026-05-20 10:30:00.000000','Europe/Vienna','Heat wrap','warmth','1','wrap',8,'2026-05-24','in the drawer','2026-05-20 12:00:00.000000',1,7200);
INSERT INTO "own_methods" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000018','2026-05-20','2026-05-20 10:30:00.000000','Europe/Vienna','Heat wrap','warmth','1','wrap',8,'2026-05-24','in the drawer','2026-05-20 12:05:00.000000',1,7200);
CREATE TABLE own_topics (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	added_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	retired_on DATE, 
	note TEXT, 
	offset_seconds INTEGER, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_own_topics PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_own_topics_kind CHECK (kind IN ('symptom', 'yes_no', 'level')), 
	CONSTRAINT fk_own_topics_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "own_topics" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000019','2026-05-20','2026-05-20 10:40:00.000000','Europe/Vienna','Coffee','yes_no','2026-05-24','more than two',7200,'2026-05-20 12:00:00.000000',1);
INSERT INTO "own_topics" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000019','2026-05-20','2026-05-20 10:40:00.000000','Europe/Vienna','Coffee','yes_no','2026-05-24','more than two',7200,'2026-05-20 12:05:00.000000',1);
CREATE TABLE "pain_levels" (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	level SMALLINT NOT NULL, 
	interference SMALLINT, 
	regions TEXT NOT NULL, 
	movement VARCHAR(32), 
	episode_id VARCHAR(36), 
	recalled VARCHAR(32), 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, offset_seconds INTEGER, 
	CONSTRAINT pk_pain_levels PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_pain_levels_level CHECK (level BETWEEN 0 AND 10), 
	CONSTRAINT ck_pain_levels_kind CHECK (kind IN ('day_average', 'day_worst', 'now')), 
	CONSTRAINT ck_pain_levels_recalled CHECK (recalled IN ('yes', 'excluded')), 
	CONSTRAINT ck_pain_levels_interference CHECK (interference BETWEEN 0 AND 10), 
	CONSTRAINT fk_pain_levels_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_pain_levels_movement CHECK (movement IN ('rest', 'movement', 'both'))
);
INSERT INTO "pain_levels" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000001','2026-05-20','2026-05-20 08:30:00.000000','Europe/Vienna','day_average',8,0,'lower_back_left|tailbone','rest','11111111-0000-4000-8000-000000000002','yes','after the drive',2,'2026-05-20 12:00:00.000000',7200);
INSERT INTO "pain_levels" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000208','2026-05-20','2026-05-20 12:00:00.000000','Europe/Vienna','now',5,NULL,'',NULL,NULL,NULL,NULL,1,'2026-05-20 12:00:00.000000',7200);
INSERT INTO "pain_levels" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000001','2026-05-20','2026-05-20 08:30:00.000000','Europe/Vienna','day_average',4,0,'lower_back_left|tailbone','rest','11111111-0000-4000-8000-000000000002','yes','after the drive',1,'2026-05-20 12:05:00.000000',7200);
INSERT INTO "pain_levels" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000208','2026-05-20','2026-05-20 12:00:00.000000','Europe/Vienna','now',5,NULL,'',NULL,NULL,NULL,NULL,1,'2026-05-20 12:05:00.000000',7200);
INSERT INTO "pain_levels" VALUES('99999999-0000-4000-8000-000000000001','22222222-0000-4000-8000-000000000003','2026-05-12','2026-05-12 12:00:00.000000','Europe/Vienna','day_average',3,NULL,'',NULL,NULL,NULL,NULL,1,'2026-05-20 12:05:00.000000',7200);
CREATE TABLE passkeys (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	credential TEXT NOT NULL, 
	public_key TEXT NOT NULL, 
	sign_count BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	CONSTRAINT pk_passkeys PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_passkeys_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_passkeys_owner_id_credential UNIQUE (owner_id, credential)
);
INSERT INTO "passkeys" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000010','Phone','aa','bb',5000000000,'2026-05-20 12:00:00.000000','2026-05-20 12:05:00.000000');
CREATE TABLE "prescriptions" (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	exercise_id VARCHAR(36) NOT NULL, 
	sets SMALLINT, 
	reps SMALLINT, 
	hold_seconds SMALLINT, 
	side VARCHAR(32), 
	minutes SMALLINT, 
	times_per_day SMALLINT NOT NULL, 
	days_per_week SMALLINT NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	note TEXT, 
	starting BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	reps_right SMALLINT, 
	hold_seconds_right SMALLINT, 
	CONSTRAINT pk_prescriptions PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_prescriptions_ends_on CHECK (ends_on >= starts_on), 
	CONSTRAINT ck_prescriptions_side CHECK (side IN ('left', 'right', 'both')), 
	CONSTRAINT fk_prescriptions_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_prescriptions_reps CHECK (reps BETWEEN 1 AND 1000), 
	CONSTRAINT ck_prescriptions_times_per_day CHECK (times_per_day BETWEEN 1 AND 24), 
	CONSTRAINT ck_prescriptions_sets CHECK (sets BETWEEN 1 AND 100), 
	CONSTRAINT ck_prescriptions_days_per_week CHECK (days_per_week BETWEEN 1 AND 7), 
	CONSTRAINT ck_prescriptions_hold_seconds CHECK (hold_seconds BETWEEN 1 AND 3600), 
	CONSTRAINT fk_prescriptions_owner_id_exercise_id FOREIGN KEY(owner_id, exercise_id) REFERENCES exercises (owner_id, id), 
	CONSTRAINT ck_prescriptions_minutes CHECK (minutes BETWEEN 1 AND 1440), 
	CONSTRAINT ck_prescriptions_reps_right CHECK (reps_right BETWEEN 1 AND 1000), 
	CONSTRAINT ck_prescriptions_hold_seconds_right CHECK (hold_seconds_right BETWEEN 1 AND 3600)
);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000267','99999999-0000-4000-8000-000000000155',1,15,3,NULL,NULL,1,7,'2026-05-20',NULL,NULL,1,1,'2026-05-20 12:00:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000265','99999999-0000-4000-8000-000000000171',1,8,2,'both',NULL,1,7,'2026-05-20',NULL,NULL,1,1,'2026-05-20 12:00:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000266','99999999-0000-4000-8000-000000000173',1,10,2,NULL,NULL,1,7,'2026-05-20',NULL,NULL,1,1,'2026-05-20 12:00:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000001','99999999-0000-4000-8000-000000000264','99999999-0000-4000-8000-000000000175',NULL,NULL,NULL,NULL,30,1,7,'2026-05-20',NULL,NULL,1,1,'2026-05-20 12:00:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000005','99999999-0000-4000-8000-000000000175',1,1,1,'left',45,2,5,'2026-05-01','2026-08-01','uphill',0,1,'2026-05-20 12:00:00.000000',1,1);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000005','99999999-0000-4000-8000-000000000181',1,1,1,'left',45,2,5,'2026-05-01','2026-08-01','uphill',0,1,'2026-05-20 12:05:00.000000',1,1);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000264','99999999-0000-4000-8000-000000000181',NULL,NULL,NULL,NULL,30,1,7,'2026-05-20',NULL,NULL,0,1,'2026-05-20 12:05:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000265','99999999-0000-4000-8000-000000000177',1,8,2,'both',NULL,1,7,'2026-05-20',NULL,NULL,0,1,'2026-05-20 12:05:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000266','99999999-0000-4000-8000-000000000179',1,10,2,NULL,NULL,1,7,'2026-05-20',NULL,NULL,0,1,'2026-05-20 12:05:00.000000',NULL,NULL);
INSERT INTO "prescriptions" VALUES('99999999-0000-4000-8000-000000000002','99999999-0000-4000-8000-000000000267','99999999-0000-4000-8000-000000000157',1,15,3,NULL,NULL,1,7,'2026-05-20',NULL,NULL,0,1,'2026-05-20 12:05:00.000000',NULL,NULL);
CREATE TABLE recall_guesses (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	guessed_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	week_starts_on DATE NOT NULL, 
	level SMALLINT NOT NULL, 
	seen_before BOOLEAN, 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, offset_seconds INTEGER, 
	CONSTRAINT pk_recall_guesses PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_recall_guesses_level CHECK (level BETWEEN 0 AND 10), 
	CONSTRAINT fk_recall_guesses_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "recall_guesses" VALUES('99999999-0000-4000-8000-000000000001','ed17d12c-2c23-516f-8f31-72ebfe13d429','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna','2026-05-11',5,1,'some words',1,'2026-05-20 12:00:00.000000',7200);
INSERT INTO "recall_guesses" VALUES('99999999-0000-4000-8000-000000000002','ed17d12c-2c23-516f-8f31-72ebfe13d429','2026-05-20','2026-05-20 06:00:00.000000','Europe/Vienna','2026-05-11',5,1,'some words',1,'2026-05-20 12:05:00.000000',7200);
CREATE TABLE recovery_codes (
	owner_id VARCHAR(36) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_recovery_codes PRIMARY KEY (owner_id, code_hash), 
	CONSTRAINT fk_recovery_codes_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "recovery_codes" VALUES('99999999-0000-4000-8000-000000000001','0000000000000000000000000000000000000000000000000000000000000009');
CREATE TABLE "reliefs" (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	day DATE NOT NULL, 
	applied_at DATETIME NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	method VARCHAR(32) NOT NULL, 
	minutes SMALLINT, 
	pain_before SMALLINT, 
	pain_after_20 SMALLINT, 
	pain_after_60 SMALLINT, 
	episode_id VARCHAR(36), 
	note TEXT, 
	version INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	name VARCHAR(80), 
	dose VARCHAR(10), 
	unit VARCHAR(20), offset_seconds INTEGER, 
	CONSTRAINT pk_reliefs PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_reliefs_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT ck_reliefs_minutes CHECK (minutes BETWEEN 1 AND 1440), 
	CONSTRAINT ck_reliefs_pain_after_60 CHECK (pain_after_60 BETWEEN 0 AND 10), 
	CONSTRAINT ck_reliefs_pain_before CHECK (pain_before BETWEEN 0 AND 10), 
	CONSTRAINT ck_reliefs_pain_after_20 CHECK (pain_after_20 BETWEEN 0 AND 10), 
	CONSTRAINT ck_reliefs_method CHECK (method IN ('nsaid_cream', 'nsaid_plaster', 'cold', 'warmth', 'massage', 'medicine', 'rest', 'position', 'gentle_movement', 'stretching', 'tens', 'own'))
);
INSERT INTO "reliefs" VALUES('99999999-0000-4000-8000-000000000001','22222222-0000-4000-8000-000000000004','2026-05-20','2026-05-20 09:00:00.000000','Europe/Vienna','warmth',20,6,5,4,'11111111-0000-4000-8000-000000000002','hot bath',1,'2026-05-20 12:00:00.000000','some words','0.5','some words',7200);
INSERT INTO "reliefs" VALUES('99999999-0000-4000-8000-000000000002','22222222-0000-4000-8000-000000000004','2026-05-20','2026-05-20 09:00:00.000000','Europe/Vienna','warmth',20,6,5,4,'11111111-0000-4000-8000-000000000002','hot bath',1,'2026-05-20 12:05:00.000000','some words','0.5','some words',7200);
CREATE TABLE reminders (
	owner_id VARCHAR(36) NOT NULL, 
	active BOOLEAN NOT NULL, 
	weekdays TEXT NOT NULL, 
	at TIME NOT NULL, 
	quiet_from TIME, 
	quiet_until TIME, 
	address VARCHAR(254), 
	settled_on DATE, 
	tries SMALLINT NOT NULL, 
	failed BOOLEAN NOT NULL, 
	CONSTRAINT pk_reminders PRIMARY KEY (owner_id), 
	CONSTRAINT fk_reminders_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "reminders" VALUES('99999999-0000-4000-8000-000000000001',0,'monday|wednesday|saturday','19:00:00.000000','22:00:00.000000','07:00:00.000000','ada@example.org','2026-05-20',2,1);
INSERT INTO "reminders" VALUES('99999999-0000-4000-8000-000000000002',0,'monday|wednesday|saturday','19:00:00.000000','21:00:00.000000','08:00:00.000000','ada@example.org',NULL,0,0);
CREATE TABLE rest_day_rules (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	set_on DATE NOT NULL, 
	CONSTRAINT pk_rest_day_rules PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_rest_day_rules_ends_on CHECK (ends_on >= starts_on), 
	CONSTRAINT fk_rest_day_rules_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "rest_day_rules" VALUES('99999999-0000-4000-8000-000000000001','11111111-0000-4000-8000-000000000009','2026-05-11','2026-05-20','2026-05-20');
INSERT INTO "rest_day_rules" VALUES('99999999-0000-4000-8000-000000000002','11111111-0000-4000-8000-000000000009','2026-05-11','2026-05-20','2026-05-20');
CREATE TABLE second_factors (
	owner_id VARCHAR(36) NOT NULL, 
	secret VARCHAR(32) NOT NULL, 
	used_step INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_second_factors PRIMARY KEY (owner_id), 
	CONSTRAINT fk_second_factors_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "second_factors" VALUES('99999999-0000-4000-8000-000000000001','JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',1,'2026-05-20 12:00:00.000000');
CREATE TABLE shares (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	label VARCHAR(80) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_on DATE NOT NULL, 
	sections TEXT NOT NULL, 
	notes BOOLEAN NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	rolling BOOLEAN NOT NULL, 
	passcode_hash VARCHAR(255), 
	token_hash VARCHAR(64) NOT NULL, 
	revoked_at DATETIME, 
	last_opened_at DATETIME, 
	opened INTEGER NOT NULL, code_until DATETIME, 
	CONSTRAINT pk_shares PRIMARY KEY (owner_id, id), 
	CONSTRAINT ck_shares_last_day CHECK (last_day >= first_day), 
	CONSTRAINT fk_shares_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_shares_token_hash UNIQUE (token_hash)
);
INSERT INTO "shares" VALUES('99999999-0000-4000-8000-000000000001','a link','Dr Huber','Ada L.','2026-05-20 12:00:00.000000','2026-06-03','spasms|pain|programme|relief|medicines|checkins|events|questions|entries',0,'2026-05-20','2026-05-20',0,'$argon2id$v=19$m=8,t=1,p=1$DhpzrKzXKGMBOwlromeqfw$LrhK3/00VoFsSL9AdqBP1p9VDjskEvb5pCZQamE3p4Y','000000000000000000000000000000000000000000000000000000000000000a','2026-05-20 12:05:00.000000','2026-05-20 12:00:00.000000',2,'2026-05-20 12:05:00.000000');
CREATE TABLE tokens (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	scopes TEXT NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	expires_on DATE, 
	CONSTRAINT pk_tokens PRIMARY KEY (owner_id, id), 
	CONSTRAINT fk_tokens_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_tokens_secret_hash UNIQUE (secret_hash)
);
INSERT INTO "tokens" VALUES('99999999-0000-4000-8000-000000000001','token','watch','read|log','000000000000000000000000000000000000000000000000000000000000000b','2026-05-20 12:00:00.000000','2026-05-20 12:00:00.000000','2026-05-20');
CREATE TABLE uploads (
	owner_id VARCHAR(36) NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	number INTEGER NOT NULL, 
	piece INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (owner_id, id, number, piece), 
	CONSTRAINT fk_uploads_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "uploads" VALUES('99999999-0000-4000-8000-000000000001','up',0,0,'2026-05-20 12:00:00.000000','a.csv',X'61');
CREATE TABLE waved (
	owner_id VARCHAR(36) NOT NULL, 
	about VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_waved PRIMARY KEY (owner_id, about), 
	CONSTRAINT fk_waved_owner_id FOREIGN KEY(owner_id) REFERENCES accounts (id) ON DELETE CASCADE
);
INSERT INTO "waved" VALUES('99999999-0000-4000-8000-000000000001','something','2026-05-20 12:00:00.000000');
INSERT INTO "waved" VALUES('99999999-0000-4000-8000-000000000001','details:an episode','2026-05-20 12:00:00.000000');
INSERT INTO "waved" VALUES('99999999-0000-4000-8000-000000000002','details:an episode','2026-05-20 12:00:00.000000');
INSERT INTO "waved" VALUES('99999999-0000-4000-8000-000000000002','something','2026-05-20 12:00:00.000000');
CREATE INDEX ix_changes_made_at ON changes (made_at);
CREATE INDEX ix_checkins_day ON checkins (owner_id, day);
CREATE INDEX ix_logins_account_id ON logins (account_id);
CREATE INDEX ix_import_steps_made_at ON import_steps (made_at);
CREATE INDEX ix_imports_made_at ON imports (made_at);
CREATE INDEX ix_uploads_made_at ON uploads (made_at);
CREATE UNIQUE INDEX uq_experiments_one_at_a_time ON experiments (owner_id) WHERE stopped_on IS NULL AND opened_on IS NULL;
CREATE INDEX ix_waved_at ON waved (at);
CREATE INDEX ix_shares_expires_on ON shares (expires_on);
CREATE INDEX ix_care_clinician_id ON care (clinician_id);
CREATE INDEX ix_care_events_number ON care_events (owner_id, number);
CREATE INDEX ix_pain_levels_episode ON pain_levels (owner_id, episode_id);
CREATE UNIQUE INDEX uq_pain_levels_one_a_day ON pain_levels (owner_id, day, kind) WHERE kind <> 'now';
CREATE INDEX ix_pain_levels_day ON pain_levels (owner_id, day, recorded_at);
CREATE INDEX ix_pain_levels_series ON pain_levels (owner_id, kind, day, level, recalled);
CREATE INDEX ix_episodes_day ON episodes (owner_id, day, last_day);
CREATE INDEX ix_episodes_last_day ON episodes (owner_id, last_day);
CREATE INDEX ix_recall_guesses_day ON recall_guesses (owner_id, day);
CREATE INDEX ix_events_day ON events (owner_id, day);
CREATE INDEX ix_flare_plans_day ON flare_plans (owner_id, day);
CREATE INDEX ix_entry_links_account_id ON entry_links (account_id);
CREATE INDEX ix_entry_links_host_id ON entry_links (host_id);
CREATE INDEX ix_reliefs_day ON reliefs (owner_id, day);
CREATE INDEX ix_reliefs_episode ON reliefs (owner_id, episode_id);
CREATE INDEX ix_own_methods_day ON own_methods (owner_id, day);
CREATE INDEX ix_ladders_exercise ON ladders (owner_id, exercise_id);
CREATE INDEX ix_ladder_steps_exercise ON ladder_steps (owner_id, exercise_id);
CREATE INDEX ix_ladder_steps_day ON ladder_steps (owner_id, day);
CREATE INDEX ix_completed_exercises_exercise ON completed_exercises (owner_id, exercise_id, day);
CREATE INDEX ix_completed_exercises_series ON completed_exercises (owner_id, day, outcome);
CREATE INDEX ix_prescriptions_exercise ON prescriptions (owner_id, exercise_id);
CREATE INDEX ix_guides_exercise ON guides (owner_id, exercise_id);
CREATE INDEX ix_goals_day ON goals (owner_id, day);
CREATE INDEX ix_abilities_day ON abilities (owner_id, day);
CREATE INDEX ix_care_events_unread ON care_events (owner_id, number) WHERE read_at IS NULL AND what IN ('commented', 'prescribed');
CREATE INDEX ix_care_events_answered ON care_events (owner_id, care_id, answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX ix_completed_exercises_hard ON completed_exercises (owner_id, created_at) WHERE outcome = 'stopped' OR pain_after >= 7;
CREATE INDEX ix_episodes_created_at ON episodes (owner_id, created_at);
CREATE INDEX ix_own_topics_day ON own_topics (owner_id, day);
CREATE INDEX ix_changes_undoable ON changes (made_at) WHERE before IS NOT NULL;
CREATE INDEX ix_attempts_minute ON attempts (minute);
CREATE INDEX ix_logins_seen_at ON logins (seen_at);
CREATE INDEX ix_entry_links_created_at ON entry_links (created_at);
COMMIT;
