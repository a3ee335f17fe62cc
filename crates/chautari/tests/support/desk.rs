//! Someone at the desk with a browser without JavaScript.

use super::http::{Answered, Client};
use super::served::Served;

/// A session at the desk.
pub struct Desk {
    client: Client,
    /// The value that its forms carry.
    csrf: String,
    /// All that the program answered, with what was asked.
    pub heard: Vec<(String, Answered)>,
}

impl Desk {
    /// Someone who has not signed in.
    pub fn new(served: &Served) -> Self {
        Self { client: Client::connect(served.address).unwrap(), csrf: String::new(), heard: Vec::new() }
    }

    pub fn get(&mut self, path: &str) -> &Answered {
        let answered = self.client.get(path).unwrap();
        self.hear(format!("GET {path}"), answered)
    }

    /// Posts pairs, with the value of the session.
    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> &Answered {
        let csrf = [("csrf", self.csrf.clone())];
        let own = csrf.iter().map(|(name, value)| (*name, value.as_str()));
        let body: Vec<String> = pairs
            .iter()
            .copied()
            .chain(own)
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let answered = self.client.send("POST", path, "application/x-www-form-urlencoded", &body.join("&")).unwrap();
        self.hear(format!("POST {path}"), answered)
    }

    /// Posts the hidden inputs of a form as they are, with other pairs.
    pub fn submit(&mut self, page: &str, path: &str, pairs: &[(&str, &str)]) -> &Answered {
        let body = self.get(page).body.clone();
        let hidden = hidden(&body);
        let given = |name: &str| pairs.iter().any(|(other, _)| *other == name) || name == "csrf";
        let mut all: Vec<(&str, &str)> = hidden
            .iter()
            .filter(|(name, _)| !given(name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(pairs);
        self.post(path, &all)
    }

    /// Uses a one-time link, signs in and sets up a second factor; gives its secret.
    pub fn begin(&mut self, link: &str, name: &str, password: &str) -> String {
        let path = link.split_once("/desk/").map(|(_, rest)| format!("/desk/{rest}")).unwrap();
        assert_eq!(self.get(&path).status, 200);
        assert_eq!(self.post(&path, &[("password", password)]).status, 303);
        let signed = self.post("/desk/sign-in", &[("name", name), ("password", password)]);
        assert_eq!(signed.status, 303, "{}", signed.body);
        let cookie = signed.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        self.client.headers.push(("Cookie", cookie));
        let page = self.get("/desk/me/factor").body.clone();
        self.csrf = between(&page, "name=\"csrf\" value=\"", "\"");
        let page = self.post("/desk/me/factor", &[]).body.clone();
        let secret = between(&page, "?secret=", "&");
        let code = code(&secret);
        assert_eq!(self.post("/desk/me/factor/confirm", &[("code", &code)]).status, 303);
        assert_eq!(self.get("/desk/me").status, 200, "she has signed in");
        secret
    }

    fn hear(&mut self, asked: String, answered: Answered) -> &Answered {
        self.heard.push((asked, answered));
        &self.heard.last().unwrap().1
    }
}

/// The text between two others.
pub fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0.to_owned()
}

/// Names and values of hidden inputs.
fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input ").skip(1).filter_map(|rest| rest.split_once('>').map(|(input, _)| input));
    let value = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&"))
    };
    inputs
        .filter(|input| input.contains("type=\"hidden\""))
        .filter_map(|input| Some((value(input, "name")?, value(input, "value")?)))
        .collect()
}

/// The code that an app shows now for a secret.
fn code(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    #[expect(clippy::disallowed_methods, reason = "beside the program, which has the same clock")]
    let now = jiff::Timestamp::now().as_second();
    totp.generate(u64::try_from(now).unwrap()).to_string()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
