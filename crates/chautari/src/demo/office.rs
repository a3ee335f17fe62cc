//! Sites, people and accounts of the demonstration, then its pages and cases.

use super::chance::Chance;
use super::{Story, cases};
use crate::{pages, people};
use anyhow::Result;
use casework::{Office, accounts, tenants};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::DemoAccount;

/// The one password of all accounts.
pub const PASSWORD: &str = "chautari-demonstration";

/// Someone of the demonstration's office.
pub struct Colleague {
    /// Sign-in name.
    pub name: &'static str,
    /// Her name.
    pub person: &'static str,
    /// Her role.
    pub role: &'static str,
    /// Her site: index into [`SITES`].
    pub site: usize,
    /// Sign-in name of her supervisor, empty for none.
    pub supervisor: &'static str,
}

/// Tenant (1 the association, 2 a partner), name, kind, country, time zone.
pub const SITES: [(i64, &str, &str, &str, &str); 4] = [
    (1, "Kathmandu office", "office", "NP", "Asia/Kathmandu"),
    (1, "Banke home", "shelter", "NP", "Asia/Kathmandu"),
    (1, "Jamunaha post", "post", "NP", "Asia/Kathmandu"),
    (2, "Sathi centre", "centre", "NP", "Asia/Kathmandu"),
];

/// Languages of its site and desk.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ne"];

/// The team of each site's people.
const TEAMS: [&str; 4] = ["", "banke", "banke", "sathi"];

const fn colleague(
    name: &'static str,
    person: &'static str,
    role: &'static str,
    site: usize,
    supervisor: &'static str,
) -> Colleague {
    Colleague { name, person, role, site, supervisor }
}

/// One account a role, and a second social worker to whom a case can be handed; the first is the one to begin with. The
/// last belongs to the partner.
pub const COLLEAGUES: [Colleague; 24] = [
    colleague("maya", "Maya Gurung", "social_worker", 1, "kiran"),
    colleague("kiran", "Kiran Shah", "case_supervisor", 1, ""),
    colleague("rita", "Rita Kumal", "border_counsellor", 2, "kiran"),
    colleague("tara", "Tara Limbu", "psychologist", 1, "kiran"),
    colleague("suresh", "Suresh Karki", "lawyer", 1, "kiran"),
    colleague("nirmala", "Nirmala Thapa", "nurse", 1, ""),
    colleague("laxmi", "Laxmi Magar", "house_mother", 1, ""),
    colleague("indira", "Indira Rai", "shelter_manager", 1, ""),
    colleague("junu", "Junu Tamang", "volunteer", 2, ""),
    colleague("kamala", "Kamala Yadav", "committee_secretary", 2, ""),
    colleague("sarita", "Sarita Nepali", "facilitator", 2, ""),
    colleague("hari", "Hari Adhikari", "iga_officer", 0, ""),
    colleague("gopal", "Gopal Shrestha", "id_drive_officer", 0, ""),
    colleague("urmila", "Urmila Chaudhary", "trainer", 0, ""),
    colleague("bikram", "Bikram Thapa", "monitoring_officer", 0, ""),
    colleague("sunita", "Sunita Rai", "country_director", 0, ""),
    colleague("claire", "Claire Morel", "headquarters", 0, ""),
    colleague("denis", "Denis Aubert", "data_protection_lead", 0, ""),
    colleague("anita", "Anita Karki", "administrator", 0, ""),
    colleague("manoj", "Manoj Limbu", "moderator", 0, ""),
    colleague("emma", "Emma Roche", "editor", 0, ""),
    colleague("prakash", "Prakash Shah", "auditor", 0, ""),
    colleague("bina", "Bina Rai", "social_worker", 2, "kiran"),
    colleague("sabina", "Sabina Magar", "social_worker", 3, ""),
];

/// Accounts as the sign-in page offers them.
pub fn accounts() -> Vec<DemoAccount> {
    COLLEAGUES
        .iter()
        .map(|c| DemoAccount {
            name: c.name.into(),
            person: c.person.into(),
            role: c.role.into(),
            site: SITES[c.site].1.into(),
        })
        .collect()
}

/// What was made, for the parts that follow.
pub struct Made {
    /// Ids of sites, as in [`SITES`].
    pub sites: Vec<Uuid>,
    /// Sign-in name → record of the user.
    pub users: BTreeMap<&'static str, Uuid>,
    /// Sign-in name → tenant.
    pub tenants: BTreeMap<&'static str, i64>,
}

/// Fills in the office, most visible first: people, the site's pages, then the cases.
pub fn fill(office: &Office, story: &Story) -> Result<()> {
    let mut chance = Chance::new(story.seed);
    let began = began(story);
    tenants::add(office, chance.id(began), "CH", "Chautari")?;
    tenants::add(office, chance.id(began), "SA", "Sathi, a partner")?;
    let hash = accounts::hash(PASSWORD)?;
    let mut made = Made { sites: Vec::new(), users: BTreeMap::new(), tenants: BTreeMap::new() };
    for (tenant, name, kind, country, zone) in SITES {
        made.sites.push(people::add_site(office, tenant, name, kind, country, zone)?);
    }
    pages::seed(office, 1, &LANGUAGES.map(String::from))?;
    for colleague in &COLLEAGUES {
        let tenant = SITES[colleague.site].0;
        let user = people::add(office, tenant, colleague.person, &[])?;
        made.users.insert(colleague.name, user);
        made.tenants.insert(colleague.name, tenant);
        accounts::place(office, tenant, user, colleague.name, &hash, "{}")?;
    }
    for colleague in &COLLEAGUES {
        let (user, tenant) = (made.users[colleague.name], made.tenants[colleague.name]);
        let supervisor = made.users.get(colleague.supervisor).copied();
        people::member(
            office,
            tenant,
            user,
            colleague.role,
            made.sites[colleague.site],
            TEAMS[colleague.site],
            supervisor,
        )?;
    }
    cases::fill(office, story, &made, &mut chance)
}

/// The story begins 200 days before its last day.
pub fn began(story: &Story) -> i64 {
    at(story, 200, 9)
}

/// The moment so many days before the story's last day, at that hour in Nepal (UTC+05:45), microseconds.
pub fn at(story: &Story, days_before: i64, hour: i64) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = i64::from(story.today.since(epoch).map(|span| span.get_days()).unwrap_or(0)) - days_before;
    ((days * 24 + hour) * 3600 - 20_700) * 1_000_000
}
