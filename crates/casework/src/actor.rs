//! Who asks. No function reaches a record without one of these.

use forms::Compartment;
use forms::roles::{Action, Role};
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

/// Someone without a membership, with the one role that stands for her.
#[derive(Clone, Debug)]
pub struct Public {
    /// Tenant.
    pub tenant: i64,
    /// Id of the member or device; nil for nobody, who is never an author.
    pub id: Uuid,
    /// Her role.
    pub role: Arc<Role>,
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
