//! The pages a new site begins with.

use crate::world::{Program, content, on_sqlite};

#[test]
fn each_is_a_record_that_may_be_published() {
    on_sqlite(|here: &Program| {
        let files = content();
        here.fill(&files);
        for path in ["/sitemap.xml", "/en/", "/fr/", "/ne/", "/en/feed.xml", "/fr/feed.xml", "/ne/feed.xml"] {
            assert_eq!(here.get(path).status, 200, "{path}");
        }
        assert_eq!(here.get("/sitemap.xml").text().matches("<url>").count(), 3 * files.len());
        for (old, new) in [
            ("/en/index.php/understanding-our-action/protection", "/en/protection"),
            ("/en/index.php/component/content/article?id=325", "/en/families"),
            ("/index.php?option=com_content&view=article&id=466&Itemid=15&lang=fr", "/fr/avant-de-partir"),
        ] {
            let answer = here.get(old);
            assert_eq!((answer.status, answer.header("location")), (301, new), "{old}");
        }
    });
}
