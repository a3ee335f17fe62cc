//! Who asks. No function reaches a record without one of these.

use forms::roles::{Action, Manage, Role};
use forms::{Compartment, Kind};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// The roles that are held without a membership: each stands for one way to come without an account of the office.
pub const PUBLIC_ROLES: [&str; 5] = ["visitor", "member", "reporter", "device", "system"];

/// Who asks.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Someone of the office, signed in or by a token.
    Staff(Arc<Staff>),
    /// A reader of the public site: holds the role `visitor`.
    Visitor(Arc<Public>),
    /// A member of the community: holds the role `member`.
    Member(Arc<Public>),
    /// Someone who reports anonymously: holds the role `reporter`.
    Reporter(Arc<Public>),
    /// A registered device: holds the role `device`.
    Device(Arc<Public>),
    /// The program itself: scheduled work, import, demo. Its grants are the role `system`.
    System(Arc<Public>),
}

/// Someone of the office under the memberships of one tenant.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Tenant.
    pub tenant: i64,
    /// Her record of kind `user`.
    pub user: Uuid,
    /// `tree` of that record when her memberships were read: a change states it as read, so that a withdrawn
    /// membership is never used.
    pub version: i64,
    /// Roles at sites.
    pub memberships: Vec<Membership>,
    /// Users whose supervisor she is.
    pub supervised: BTreeSet<Uuid>,
    /// Users of her teams, herself included.
    pub team: BTreeSet<Uuid>,
    /// Her own record of kind `person`, for `where: self`.
    pub person: Option<Uuid>,
    /// Language her titles are made in.
    pub language: String,
    /// Time zone of her first site (IANA).
    pub zone: String,
    /// A token's narrowing: what is not in it is not granted.
    pub narrowed: Option<Narrowing>,
}

/// A role at a site.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The role.
    pub role: Arc<Role>,
    /// The site.
    pub site: Uuid,
    /// All sites of the site's country, the site included.
    pub country: BTreeSet<Uuid>,
}

/// What a token keeps of its holder's rights.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Kinds; empty for all.
    pub kinds: BTreeSet<String>,
    /// Actions.
    pub actions: BTreeSet<Action>,
    /// Compartments.
    pub see: BTreeSet<Compartment>,
}

impl Narrowing {
    /// True when the token may still do this with records of the kind.
    pub fn keeps(&self, kind: &str, action: Action) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(kind)) && self.actions.contains(&action)
    }
}

/// Someone without a membership, with the one role that stands for her.
#[derive(Clone, Debug)]
pub struct Public {
    /// Tenant.
    pub tenant: i64,
    /// Id of the member or device; nil for nobody, who is never an author.
    pub id: Uuid,
    /// Her role.
    pub role: Arc<Role>,
    /// Language her titles are made in.
    pub language: String,
}

impl Actor {
    /// The tenant it acts in.
    pub fn tenant(&self) -> i64 {
        match self {
            Self::Staff(staff) => staff.tenant,
            Self::Visitor(p) | Self::Member(p) | Self::Reporter(p) | Self::Device(p) | Self::System(p) => p.tenant,
        }
    }

    /// The id that stands in the ledger.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Staff(staff) => staff.user,
            Self::Visitor(p) | Self::Member(p) | Self::Reporter(p) | Self::Device(p) | Self::System(p) => p.id,
        }
    }
}

impl Actor {
    /// True when one of the actor's roles bears this name.
    pub fn holds(&self, role: &str) -> bool {
        self.roles().any(|held| held.name == role)
    }

    /// True when a grant of one of the actor's roles lets it manage that part of the office.
    pub fn manages(&self, part: Manage) -> bool {
        let narrowed = matches!(self, Self::Staff(staff) if staff.narrowed.is_some());
        !narrowed && self.roles().any(|role| role.grants.iter().any(|grant| grant.manage.contains(&part)))
    }

    /// The language titles are made in.
    pub fn language(&self) -> &str {
        match self {
            Self::Staff(staff) => &staff.language,
            Self::Visitor(p) | Self::Member(p) | Self::Reporter(p) | Self::Device(p) | Self::System(p) => &p.language,
        }
    }

    /// The same actor, reading in another language.
    #[must_use]
    pub fn reading(self, language: &str) -> Self {
        let public = |p: Arc<Public>| Arc::new(Public { language: language.into(), ..Arc::unwrap_or_clone(p) });
        match self {
            Self::Staff(staff) => {
                Self::Staff(Arc::new(Staff { language: language.into(), ..Arc::unwrap_or_clone(staff) }))
            }
            Self::Visitor(p) => Self::Visitor(public(p)),
            Self::Member(p) => Self::Member(public(p)),
            Self::Reporter(p) => Self::Reporter(public(p)),
            Self::Device(p) => Self::Device(public(p)),
            Self::System(p) => Self::System(public(p)),
        }
    }

    /// The time zone it works in.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        match self {
            Self::Staff(staff) => jiff::tz::TimeZone::get(&staff.zone).unwrap_or(jiff::tz::TimeZone::UTC),
            _ => jiff::tz::TimeZone::UTC,
        }
    }

    /// True when some grant of some role lets it do this with some record of the kind, and a token keeps it.
    pub fn may_ever(&self, kind: &Kind, action: Action) -> bool {
        if let Self::Staff(staff) = self
            && staff.narrowed.as_ref().is_some_and(|narrowed| !narrowed.keeps(&kind.name, action))
        {
            return false;
        }
        crate::reserved::manage_of(&kind.name).is_some_and(|part| self.manages(part))
            || self.roles().flat_map(|role| &role.grants).any(|grant| {
                grant.r#do.contains(&action) && (grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group))
            })
    }

    /// The roles the actor acts under.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        let (memberships, role) = match self {
            Self::Staff(staff) => (staff.memberships.as_slice(), None),
            Self::Visitor(p) | Self::Member(p) | Self::Reporter(p) | Self::Device(p) | Self::System(p) => {
                (&[][..], Some(&*p.role))
            }
        };
        memberships.iter().map(|membership| &*membership.role).chain(role)
    }
}
