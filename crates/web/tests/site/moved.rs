//! Addresses of an earlier website lead to the pages that took their place.

use crate::world::{MORE, on_both};
use serde_json::json;

#[test]
fn an_old_address_leads_to_its_page_for_good() {
    on_both(|here, there| {
        for path in ["/en/index.php/our-action/more", "/index.php?option=com_content&id=325"] {
            assert_eq!(here.get(path).status, 404, "{path}");
        }
        let text = |text: &str| json!({"text": text, "state": "reviewed"});
        there.save(MORE, json!({}), "draft");
        let english = "/en/index.php/our-action/more\n/index.php?option=com_content&view=article&id=325\n/?id=325";
        let french = "http://old.example/fr/index.php/nos-actions/plus\n/fr/index.php/composant?id=325:plus";
        let old = json!({"old_addresses": {"en": text(english), "fr": text(french)}});
        there.save(MORE, old, "published");
        for (path, address) in [
            ("/en/index.php/our-action/more", "/en/know-more"),
            ("/en/index.php/our-action/more/?start=10", "/en/know-more"),
            ("/index.php?option=com_content&id=325&Itemid=15", "/en/know-more"),
            ("/index.php?id=325:more-about-it&lang=fr", "/fr/en-savoir-plus"),
            ("/?id=325", "/en/know-more"),
            ("/fr/index.php/nos-actions/plus", "/fr/en-savoir-plus"),
            ("/fr/index.php/composant?id=325", "/fr/en-savoir-plus"),
        ] {
            let answer = here.get(path);
            assert_eq!((answer.status, answer.header("location")), (301, address), "{path}");
        }
        for path in ["/index.php?id=326", "/index.php", "/en/index.php", "/en/index.php/our-action", "/en/x?id=325"] {
            assert_eq!(here.get(path).status, 404, "{path}");
        }
        assert_eq!(here.get("/?id=326").status, 302, "the first page in the browser's language");

        there.save(MORE, json!({}), "archived");
        assert_eq!(here.get("/en/index.php/our-action/more").status, 404);
    });
}
