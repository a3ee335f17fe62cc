//! What a browser without JavaScript posts of a form: the successful controls of its markup (HTML standard, "constructing
//! the entry list").

/// Name and value of each control that is posted when no button is pressed.
pub fn successful(html: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut select: Option<(String, String, bool)> = None;
    let mut inert = 0;
    for part in html.split('<').skip(1) {
        let Some((tag, after)) = part.split_once('>') else { continue };
        match tag.split([' ', '\n']).next().unwrap_or_default() {
            "template" => inert += 1,
            "/template" => inert -= 1,
            _ if inert > 0 => {}
            "input" => pairs.extend(input(tag)),
            "textarea" => {
                pairs.push((attribute(tag, "name"), text(after.strip_prefix('\n').unwrap_or(after))));
            }
            "select" => select = Some((attribute(tag, "name"), String::new(), false)),
            "option" => {
                if let Some((_, value, chosen)) = &mut select
                    && (tag.ends_with(" selected") || !*chosen)
                {
                    *value = attribute(tag, "value");
                    *chosen = true;
                }
            }
            "/select" => pairs.extend(select.take().map(|(name, value, _)| (name, value))),
            _ => {}
        }
    }
    pairs
}

fn input(tag: &str) -> Option<(String, String)> {
    let kind = attribute(tag, "type");
    let pressed = !matches!(kind.as_str(), "radio" | "checkbox") || tag.contains(" checked");
    pressed.then(|| (attribute(tag, "name"), attribute(tag, "value")))
}

fn attribute(tag: &str, name: &str) -> String {
    let from = tag.split_once(&format!(" {name}=\"")).map_or("", |(_, rest)| rest);
    text(from.split('"').next().unwrap_or_default())
}

fn text(escaped: &str) -> String {
    escaped
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}
