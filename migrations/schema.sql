-- The schema as all migrations together leave it. A test holds both engines' catalogues against this file.

-- Made by the program itself: which migrations have run.
CREATE TABLE migration (
    number bigint NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    run bigint NOT NULL,
    PRIMARY KEY (number)
);

CREATE TABLE tenant (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    prefix text NOT NULL,
    name text NOT NULL,
    created bigint NOT NULL,
    PRIMARY KEY (tenant)
);

-- The tenant's keys, each wrapped by the master key.
CREATE TABLE tenant_key (
    tenant bigint NOT NULL,
    wrapped bytea NOT NULL,
    signing bytea NOT NULL,
    public bytea NOT NULL,
    created bigint NOT NULL,
    PRIMARY KEY (tenant)
);

-- The one table whose key does not start with the tenant: it is how a sign-in finds the tenant.
CREATE TABLE sign_in (
    name bytea NOT NULL,
    tenant bigint NOT NULL,
    account uuid NOT NULL,
    PRIMARY KEY (name)
);

-- Secrets of a person who signs in; who she is stands in her record of kind user.
CREATE TABLE account (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    password text NOT NULL,
    factor bytea NOT NULL,
    settings text NOT NULL,
    failures bigint NOT NULL,
    retry bigint NOT NULL,
    closed boolean NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE session (
    tenant bigint NOT NULL,
    id bytea NOT NULL,
    account uuid NOT NULL,
    csrf bytea NOT NULL,
    created bigint NOT NULL,
    seen bigint NOT NULL,
    stepped_up bigint NOT NULL,
    expires bigint NOT NULL,
    agent text NOT NULL,
    membership uuid,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX session_account ON session (tenant, account);

-- A lost second factor: one administrator asks, another confirms; kept until its owner has read it.
CREATE TABLE factor_request (
    tenant bigint NOT NULL,
    account uuid NOT NULL,
    asked uuid NOT NULL,
    asked_at bigint NOT NULL,
    confirmed uuid,
    confirmed_at bigint NOT NULL,
    PRIMARY KEY (tenant, account)
);

-- Invitations and resets: used once.
CREATE TABLE one_time_link (
    tenant bigint NOT NULL,
    id bytea NOT NULL,
    account uuid NOT NULL,
    purpose text NOT NULL,
    expires bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Bearer tokens of the API: a membership narrowed to kinds, actions and compartments.
CREATE TABLE token (
    tenant bigint NOT NULL,
    id bytea NOT NULL,
    account uuid NOT NULL,
    label text NOT NULL,
    scope text NOT NULL,
    created bigint NOT NULL,
    expires bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Effective definitions by content hash, immutable.
CREATE TABLE definition (
    tenant bigint NOT NULL,
    hash text NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    created bigint NOT NULL,
    PRIMARY KEY (tenant, hash)
);

CREATE TABLE record (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    site uuid,
    owner uuid,
    author uuid NOT NULL,
    root uuid NOT NULL,
    parent uuid,
    person uuid,
    stage text NOT NULL,
    opened bigint NOT NULL,
    definition text NOT NULL,
    first bigint NOT NULL,
    version bigint NOT NULL,
    tree bigint NOT NULL,
    numbered boolean NOT NULL,
    erased boolean NOT NULL,
    entries text NOT NULL,
    fields text NOT NULL,
    plain text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX record_stage ON record (tenant, kind, stage, site, opened, id);
CREATE INDEX record_kind ON record (tenant, kind, opened, id);
CREATE INDEX record_root ON record (tenant, root, kind, opened, id);
CREATE INDEX record_person ON record (tenant, person, kind, opened, id);
CREATE INDEX record_owner ON record (tenant, owner, kind, opened, id);
CREATE INDEX record_first ON record (tenant, first);

-- One row a record, compartment and entry: the whole of that compartment after that entry.
CREATE TABLE sealed (
    tenant bigint NOT NULL,
    record uuid NOT NULL,
    compartment text NOT NULL,
    entry uuid NOT NULL,
    key text NOT NULL,
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (tenant, record, compartment, entry)
);

-- The data key of a record and compartment, wrapped. Deleting it is erasure.
CREATE TABLE record_key (
    tenant bigint NOT NULL,
    record uuid NOT NULL,
    compartment text NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (tenant, record, compartment)
);

CREATE TABLE entry (
    tenant bigint NOT NULL,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    tx uuid NOT NULL,
    record uuid NOT NULL,
    kind text NOT NULL,
    actor uuid NOT NULL,
    device uuid,
    happened bigint NOT NULL,
    recorded bigint NOT NULL,
    plain_mac bytea NOT NULL,
    sealed_hashes text NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX entry_record ON entry (tenant, record, seq);

CREATE TABLE entry_plain (
    tenant bigint NOT NULL,
    seq bigint NOT NULL,
    salt bytea NOT NULL,
    plain text NOT NULL,
    PRIMARY KEY (tenant, seq)
);

-- One row a tenant, locked by every writer; recorded is the time of its last entry or access line.
CREATE TABLE ledger_head (
    tenant bigint NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    access_seq bigint NOT NULL,
    access_hash bytea NOT NULL,
    recorded bigint NOT NULL,
    PRIMARY KEY (tenant)
);

CREATE TABLE checkpoint (
    tenant bigint NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    access_seq bigint NOT NULL,
    access_hash bytea NOT NULL,
    signed bigint NOT NULL,
    public bytea NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (tenant, seq, access_seq)
);

-- Who saw what identity, exports, sign-ins, refusals: a chain of its own.
CREATE TABLE access (
    tenant bigint NOT NULL,
    seq bigint NOT NULL,
    at bigint NOT NULL,
    actor uuid NOT NULL,
    act text NOT NULL,
    records text NOT NULL,
    detail text NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX access_actor ON access (tenant, actor, seq);
CREATE INDEX access_at ON access (tenant, at, seq);

-- The rows below are folds of records of the kinds they are named after.
CREATE TABLE site (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    site_type text NOT NULL,
    country text NOT NULL,
    time_zone text NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE membership (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    account uuid NOT NULL,
    site uuid NOT NULL,
    role text NOT NULL,
    team text NOT NULL,
    supervisor uuid,
    until bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX membership_account ON membership (tenant, account);
CREATE INDEX membership_supervisor ON membership (tenant, supervisor);

CREATE TABLE assignment (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    root uuid NOT NULL,
    account uuid NOT NULL,
    task text NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX assignment_account ON assignment (tenant, account, root);
CREATE INDEX assignment_root ON assignment (tenant, root);

CREATE TABLE share (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    root uuid NOT NULL,
    account uuid NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX share_account ON share (tenant, account, root);
CREATE INDEX share_root ON share (tenant, root);

CREATE TABLE link (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    a uuid NOT NULL,
    b uuid NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX link_a ON link (tenant, a);
CREATE INDEX link_b ON link (tenant, b);

CREATE TABLE approval (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    record uuid NOT NULL,
    stage text NOT NULL,
    version bigint NOT NULL,
    account uuid NOT NULL,
    decision text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX approval_record ON approval (tenant, record);

-- What a rule told a role of a record, the newest time it did.
CREATE TABLE notice (
    tenant bigint NOT NULL,
    record uuid NOT NULL,
    rule text NOT NULL,
    role text NOT NULL,
    told bigint NOT NULL,
    PRIMARY KEY (tenant, record, rule)
);
CREATE INDEX notice_role ON notice (tenant, role, told);

-- Who has read it, when. Reading changes no record.
CREATE TABLE notice_read (
    tenant bigint NOT NULL,
    record uuid NOT NULL,
    rule text NOT NULL,
    account uuid NOT NULL,
    read bigint NOT NULL,
    PRIMARY KEY (tenant, record, rule, account)
);

-- What two people wrote from the same version; the value is sealed like its field.
CREATE TABLE conflict (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    record uuid NOT NULL,
    path text NOT NULL,
    compartment text NOT NULL,
    base bigint NOT NULL,
    account uuid NOT NULL,
    at bigint NOT NULL,
    key text NOT NULL,
    nonce bytea NOT NULL,
    value bytea NOT NULL,
    open boolean NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX conflict_record ON conflict (tenant, record, open);
CREATE INDEX conflict_open ON conflict (tenant, open, at);

-- A form begun and not saved, sealed whole.
CREATE TABLE draft (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    account uuid NOT NULL,
    kind text NOT NULL,
    record uuid,
    updated bigint NOT NULL,
    key text NOT NULL,
    nonce bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX draft_account ON draft (tenant, account, updated);

-- A list as someone wants it. Its name is sealed; without one it is the list as it was last narrowed.
CREATE TABLE saved_view (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    account uuid NOT NULL,
    kind text NOT NULL,
    name bytea NOT NULL,
    role text NOT NULL,
    query text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX saved_view_account ON saved_view (tenant, account, kind);
CREATE INDEX saved_view_role ON saved_view (tenant, kind, role);

CREATE TABLE facet (
    tenant bigint NOT NULL,
    kind text NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    rank double precision NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (tenant, record, field, value)
);
CREATE INDEX facet_value ON facet (tenant, kind, field, value, rank, record);

CREATE TABLE term (
    tenant bigint NOT NULL,
    term text NOT NULL,
    kind text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (tenant, record, term)
);
CREATE INDEX term_term ON term (tenant, term, kind, record);

-- What visitors read, frozen at publishing.
CREATE TABLE publication (
    tenant bigint NOT NULL,
    record uuid NOT NULL,
    language text NOT NULL,
    seq bigint NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    published bigint NOT NULL,
    PRIMARY KEY (tenant, record, language),
    UNIQUE (tenant, language, slug)
);

CREATE TABLE job (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    payload text NOT NULL,
    due bigint NOT NULL,
    tries bigint NOT NULL,
    state text NOT NULL,
    error text NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX job_due ON job (tenant, state, due);

CREATE TABLE file (
    tenant bigint NOT NULL,
    id uuid NOT NULL,
    record uuid NOT NULL,
    compartment text NOT NULL,
    media text NOT NULL,
    bytes bigint NOT NULL,
    chunks bigint NOT NULL,
    key text NOT NULL,
    nonce bytea NOT NULL,
    name bytea NOT NULL,
    complete boolean NOT NULL,
    created bigint NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX file_record ON file (tenant, record);

CREATE TABLE file_chunk (
    tenant bigint NOT NULL,
    file uuid NOT NULL,
    n bigint NOT NULL,
    id bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (tenant, file, n)
);
