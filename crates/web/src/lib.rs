//! The program's face: the public site, the desk, the API. No SQL and no rule stands here.
//!
//! A request becomes a `Call`, a handler of the one table in `routes` answers it. Handlers are plain
//! functions on a thread that may block; `async` stays in `layer`.

mod answer;
mod api;
mod app;
mod assets;
mod body;
mod call;
mod desk;
mod form;
mod layer;
mod limits;
mod markdown;
mod refusal;
mod routes;
mod say;
mod serve;
mod site;
mod upload;

pub use app::{App, Demo, DemoAccount, Face, Hosts, Settings};
pub use layer::router;
pub use limits::Limits;
pub use routes::{Door, ROUTES, Route};
pub use say::Texts;
pub use serve::serve;
pub use site::Site;
