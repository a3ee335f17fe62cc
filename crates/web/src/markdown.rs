//! Markdown of editors to HTML: paragraphs, headings, lists, quotes, code, emphasis and links. HTML in the text stays
//! text, pictures become their words, and a link leads only where [`target`] lets it.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, html};

/// Elements within elements that are drawn; what is deeper is shown as text of the outer one. Browsers stop at some
/// hundreds, people long before.
const DEPTH_MOST: usize = 12;
/// Longest text that is read, in bytes. A page of the site has a few thousand.
const TEXT_MOST: usize = 256 * 1024;

/// The HTML of a Markdown text. Its headings begin at `<h3>`, under the block's own `<h2>`. `page` gives the address
/// of what a link such as `page:get-help` or `/en/get-help` names, or `None` when there is no such page; the link is
/// then shown as its text.
pub fn html(text: &str, page: &dyn Fn(&str) -> Option<String>) -> String {
    let text = readable(text);
    let top = top_level(&text);
    let (mut open, mut depth) = (Vec::new(), 0);
    let events = Parser::new(&text).filter_map(|event| match event {
        Event::Start(tag) => {
            let tag = shown(tag, top, page).filter(|_| depth < DEPTH_MOST);
            depth += usize::from(tag.is_some());
            open.push(tag.as_ref().map(Tag::to_end));
            tag.map(Event::Start)
        }
        Event::End(_) => {
            let end = open.pop().flatten();
            depth -= usize::from(end.is_some());
            end.map(Event::End)
        }
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => Some(event),
        _ => None,
    });
    let mut made = String::with_capacity(text.len() * 5 / 4);
    html::push_html(&mut made, events);
    made
}

/// How many words a text has, for the minutes it takes to read.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The text without control characters, and not longer than is read.
fn readable(text: &str) -> String {
    let mut end = text.len().min(TEXT_MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The highest heading of the text, which becomes `<h3>`: so no level is skipped, whatever the editor began with.
fn top_level(text: &str) -> usize {
    let levels = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level as usize),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

/// What a tag is drawn as; `None` for what is left out around its text.
fn shown<'a>(tag: Tag<'a>, top: usize, page: &dyn Fn(&str) -> Option<String>) -> Option<Tag<'a>> {
    match tag {
        Tag::Heading { level, .. } => Some(Tag::Heading {
            level: HeadingLevel::try_from((level as usize + 3).saturating_sub(top).min(6)).unwrap_or(HeadingLevel::H6),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Tag::Link { link_type: LinkType::Email, dest_url, id, .. } => {
            Some(Tag::Link { link_type: LinkType::Email, dest_url, title: CowStr::Borrowed(""), id })
        }
        Tag::Link { link_type, dest_url, id, .. } => target(&dest_url, page).map(|address| Tag::Link {
            link_type,
            dest_url: address.into(),
            title: CowStr::Borrowed(""),
            id,
        }),
        Tag::HtmlBlock => Some(Tag::Paragraph),
        Tag::Image { .. } => None,
        Tag::Paragraph
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::List(_)
        | Tag::Item
        | Tag::Emphasis
        | Tag::Strong => Some(tag),
        _ => None,
    }
}

/// Where a link leads: elsewhere by `http`, `https`, `mailto` or `tel`; within the site to a page that exists.
fn target(address: &str, page: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let address = address.trim();
    match address.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['/', '#', '?']) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.starts_with("//") && rest.len() > 2 => Some(address.to_owned()),
            "mailto" | "tel" if !rest.is_empty() => Some(address.to_owned()),
            "page" => page(rest),
            _ => None,
        },
        _ if address.starts_with("//") || address.starts_with('\\') => None,
        _ => page(address),
    }
}

#[cfg(test)]
mod tests {
    use super::{html, words};

    fn site(name: &str) -> Option<String> {
        matches!(name, "get-help" | "/en/get-help").then(|| "/en/get-help".to_owned())
    }

    fn made(text: &str) -> String {
        html(text, &site)
    }

    #[test]
    fn markup_of_editors_becomes_html() {
        assert_eq!(
            made("One *two* **three**\n\n- a\n- b"),
            "<p>One <em>two</em> <strong>three</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        );
        assert_eq!(made("> said"), "<blockquote>\n<p>said</p>\n</blockquote>\n");
        assert_eq!(made("`<b>`"), "<p><code>&lt;b&gt;</code></p>\n");
    }

    #[test]
    fn headings_begin_under_the_heading_of_the_block() {
        assert_eq!(made("# a\n\n## b"), "<h3>a</h3>\n<h4>b</h4>\n");
        assert_eq!(made("### a\n\n#### b\n\n###### c"), "<h3>a</h3>\n<h4>b</h4>\n<h6>c</h6>\n");
    }

    #[test]
    fn links_lead_to_pages_that_exist_and_to_the_open_web() {
        assert_eq!(made("[x](page:get-help)"), "<p><a href=\"/en/get-help\">x</a></p>\n");
        assert_eq!(made("[x](/en/get-help)"), "<p><a href=\"/en/get-help\">x</a></p>\n");
        assert_eq!(made("[x](page:gone) [y](gone)"), "<p>x y</p>\n");
        for kept in ["https://a.example/", "HTTP://a.example/", "mailto:a@b.example", "tel:1098"] {
            assert_eq!(made(&format!("[x]({kept})")), format!("<p><a href=\"{kept}\">x</a></p>\n"));
        }
        assert_eq!(made("<a@b.example>"), "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>\n");
    }

    /// Texts that try to bring in more than words. Nothing of them may become an element or an address but what stands
    /// in `ALLOWED`.
    const HOSTILE: &[&str] = &[
        "<script>alert(1)</script>",
        "text <script src=//x.example></script> text",
        "<img src=x onerror=alert(1)>",
        "<!-- comment --> <!-- unclosed",
        "<!DOCTYPE html><html><body onload=x>",
        "<?php x ?> <![CDATA[ x ]]>",
        "<style>*{display:none}</style>",
        "<a href=\"javascript:x\">x</a>",
        "<iframe src=https://x.example>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6A;avascript:x)",
        "[x](<java\tscript:x>)",
        "[x](\u{1}javascript:x)",
        "[x]( javascript:x )",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x) [y](file:///etc/passwd) [z](blob:x)",
        "[x](//x.example/) [y](\\\\x.example) [z](/\\x.example)",
        "[x](https:x.example)",
        "<javascript:alert(1)> <data:x>",
        "![x](https://x.example/pixel.gif) ![y](javascript:x)",
        "[![x](javascript:y)](javascript:z)",
        "[a [b](javascript:x) c](javascript:y)",
        "[x]\n\n[x]: javascript:alert(1)",
        "[x](https://x.example/\"onmouseover=alert(1)\")",
        "[x](https://x.example 'title\" onclick=x')",
        "```\"><script>\nx\n```",
        "~~~ <script>\nx",
        "# <script> {#id .class onclick=x}",
        "\u{202e}<script>\u{0}",
        "&lt;script&gt; &#60;script&#62;",
        "<svg/onload=alert(1)> <math><mi//xlink:href=\"data:x\">",
        "- <script>\n  x\n- <b",
        "> <script>",
        "[x](page:javascript:x) [y](page:../../desk/) [z](page:)",
    ];
    const ALLOWED: [&str; 22] = [
        "p",
        "/p",
        "em",
        "/em",
        "strong",
        "/strong",
        "ul",
        "/ul",
        "li",
        "/li",
        "blockquote",
        "/blockquote",
        "pre",
        "/pre",
        "code",
        "/code",
        "h3",
        "/h3",
        "/a",
        "br /",
        "hr /",
        "ol",
    ];

    #[test]
    fn nothing_but_words_and_plain_links_comes_out_of_hostile_text() {
        for text in HOSTILE {
            let html = made(text);
            for piece in html.split('<').skip(1) {
                let (tag, _) = piece.split_once('>').unwrap_or_else(|| panic!("{text:?} leaves a tag open: {html}"));
                let link = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
                let link = link.is_some_and(|to| {
                    ["https://", "/en/get-help"].iter().any(|start| to.starts_with(start)) && !to.contains('"')
                });
                let code = tag
                    .strip_prefix("code class=\"language-")
                    .is_some_and(|rest| !rest.trim_end_matches('"').contains('"'));
                assert!(link || code || ALLOWED.contains(&tag), "{text:?} became {html}");
            }
        }
    }

    #[test]
    fn html_in_a_text_is_shown_as_it_was_typed() {
        assert_eq!(made("a <b>b</b>"), "<p>a &lt;b&gt;b&lt;/b&gt;</p>\n");
        assert_eq!(made("<div>\nx\n</div>"), "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n");
        assert_eq!(made("![a tree](https://x.example/t.png)"), "<p>a tree</p>\n");
    }

    #[test]
    fn deep_and_long_texts_stay_bounded() {
        for piece in ["> ", "- ", "*", "[", "![", "`", "<", "(", "1. ", "**a ", "[a](", "&", "\\"] {
            let start = std::time::Instant::now();
            let html = made(&piece.repeat(60_000));
            assert!(start.elapsed().as_secs() < 10, "{piece:?} takes {:?}", start.elapsed());
            let quotes = html.matches("<blockquote>").count().max(html.matches("<ul>").count());
            assert!(quotes <= super::DEPTH_MOST, "{piece:?} nests {quotes} deep");
        }
        let nested: String = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
        let html = made(&nested);
        assert!(html.matches("<ul>").count() <= super::DEPTH_MOST);
        assert_eq!(html.matches("<ul>").count(), html.matches("</ul>").count());
        assert_eq!(html.matches("<li>").count(), html.matches("</li>").count());
        assert!(made(&"ने".repeat(200_000)).len() <= super::TEXT_MOST + 16);
    }

    #[test]
    fn words_are_counted_without_marks() {
        assert_eq!(words("- one **two** — three\n\nनेपाल मा"), 5);
    }
}
