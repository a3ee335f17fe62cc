//! The pages of a form.

use super::{Access, Form, is_asked};
use forms::{FieldType, Item, Kind, Label};

/// One page: a group that stands at the top of the survey, or the rows between two such groups.
#[derive(Clone, Debug)]
pub struct PageOf<'a> {
    /// Name of the group; empty for the rows between groups.
    pub name: &'a str,
    /// Its heading: that of the group, of the one row that has a label, else the kind's.
    pub label: &'a Label,
    /// Text below the heading.
    pub hint: Option<&'a Label>,
    /// Its rows.
    pub items: &'a [Item],
}

/// The pages of a kind, in the order of its survey. The last page of every form, on which the answers are checked, is
/// not among them.
pub fn pages(kind: &Kind) -> Vec<PageOf<'_>> {
    let mut pages = Vec::new();
    let mut rest: &[Item] = &kind.survey;
    while let Some(first) = rest.first() {
        if let Item::Group(group) = first {
            pages.push(PageOf {
                name: &group.name,
                label: if group.label.is_empty() { &kind.label } else { &group.label },
                hint: Some(&group.hint).filter(|hint| !hint.is_empty()),
                items: &group.survey,
            });
            rest = &rest[1..];
            continue;
        }
        let loose = rest.iter().position(|item| matches!(item, Item::Group(_))).unwrap_or(rest.len());
        let (items, after) = rest.split_at(loose);
        pages.push(PageOf { name: "", label: only_label(items).unwrap_or(&kind.label), hint: None, items });
        rest = after;
    }
    pages
}

/// The label of rows of which only one has a label.
fn only_label(items: &[Item]) -> Option<&Label> {
    let mut labels = items.iter().map(|item| match item {
        Item::Field(field) => &field.label,
        Item::Group(group) => &group.label,
        Item::Repeat(repeat) => &repeat.label,
    });
    let first = labels.find(|label| !label.is_empty())?;
    labels.all(Label::is_empty).then_some(first)
}

impl PageOf<'_> {
    /// True when something on the page is drawn for someone with this access.
    pub fn is_drawn(&self, access: &Access) -> bool {
        any_drawn(self.items, access)
    }
}

fn any_drawn(items: &[Item], access: &Access) -> bool {
    items.iter().any(|item| match item {
        Item::Group(group) => any_drawn(&group.survey, access),
        Item::Repeat(repeat) => access.write.contains(&repeat.compartment),
        Item::Field(field) => match field.r#type {
            FieldType::Note => !field.hidden && !field.label.is_empty(),
            FieldType::Children(_) => !field.hidden,
            _ => access.write.contains(&field.compartment) && is_asked(field),
        },
    })
}

/// True when child forms of some kind stand on the page of that place.
pub fn holds_children(form: &Form<'_>, page: usize) -> bool {
    form.children.iter().any(|child| holds_child(form.kind, page, &child.kind.name))
}

/// True when child forms of a kind may stand on the page of that place.
pub fn holds_child(kind: &Kind, page: usize, child: &str) -> bool {
    pages(kind).get(page).is_some_and(|page| asks_for(page.items, child))
}

fn asks_for(items: &[Item], child: &str) -> bool {
    items.iter().any(|item| match item {
        Item::Field(field) => !field.hidden && matches!(&field.r#type, FieldType::Children(kind) if kind == child),
        Item::Group(group) => asks_for(&group.survey, child),
        Item::Repeat(_) => false,
    })
}
