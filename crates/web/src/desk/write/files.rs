//! Files that are sent with a form: sealed as they arrive, before anything else is done with the form.

use super::begun::Begun;
use crate::call::Call;
use crate::form;
use crate::upload::Upload;
use casework::Error;
use casework::files::{self, Place};
use forms::answers::FieldError;
use uuid::Uuid;

/// Takes in the files of the form, and puts the id of each where the answer that names it is posted. A file that is not
/// taken is noted in [`Call::refused`], and the rest of the form is read.
///
/// # Errors
/// As for the form itself, and for writing the answer; what the store says.
pub fn take_files(call: &mut Call, upload: &mut Upload) -> Result<(), Error> {
    let mut begun: Option<Begun> = None;
    while let Some(part) = upload.next(&mut call.form).map_err(|_| Error::Request(String::new()))? {
        // No file was chosen in that input.
        if part.file.is_empty() {
            continue;
        }
        let begun = match &mut begun {
            Some(begun) => begun,
            none => none.insert(Begun::posted(call)?),
        };
        let (record, kind, path) = place(begun, &part.name).ok_or(Error::NotFound)?;
        let place = Place { record, kind: &kind, path: &path, form: begun.draft.id };
        match files::put(&call.app.office, &call.actor, &place, &part.file, &mut *upload) {
            Ok(told) => {
                call.form.retain(|(name, _)| *name != part.name);
                call.form.push((part.name, told.id.to_string()));
            }
            Err(Error::Invalid(errors)) => {
                let of_input = |error| FieldError { path: part.name.clone(), ..error };
                call.refused.extend(errors.into_iter().map(of_input));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Record, kind and path of the answer that an input stands for: of the form's own record, or of a child begun in it.
fn place(begun: &Begun, name: &str) -> Option<(Uuid, String, String)> {
    let Some(inner) = name.strip_prefix('@') else {
        return Some((begun.draft.id, begun.kind.name.clone(), name.to_owned()));
    };
    let (id, path) = inner.split_once('/')?;
    let id: Uuid = id.parse().ok()?;
    let child = begun.draft.children.iter().find(|child| child.id == id)?;
    Some((id, child.kind.clone(), path.to_owned()))
}

/// Puts what was wrong with files beside their questions.
pub fn note_refused(call: &Call, begun: &mut Begun) {
    for error in &call.refused {
        let child = begun.draft.children.iter().position(|child| error.path.starts_with(&form::child_prefix(child.id)));
        match child {
            Some(at) => {
                let path = error.path[form::child_prefix(begun.draft.children[at].id).len()..].to_owned();
                begun.of_children[at].1.push(FieldError { path, ..error.clone() });
            }
            None => begun.errors.push(error.clone()),
        }
    }
}
