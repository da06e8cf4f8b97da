//! What tells how a notification ended.

use kaipush_model::click::{How, Traces, how};

use super::scope::shown;
use crate::closing;
use crate::foreign::Js;
use crate::limit::pause;

/// Who closes writes it down at the same time, which may take as long on a slow phone.
const GRACE: u32 = 500;

/// Has it written down that a click closes this one. `told`: the app hears of it now.
pub(crate) fn clicked(notification: &Js, told: bool) {
    if let Some(name) = closing::name_of(notification) {
        drop(closing::note(name, told));
    }
}

/// How it ended; `None` where the app has been told.
pub(crate) async fn ended(closed: &Js) -> Option<How> {
    let Some(name) = closing::name_of(closed) else { return Some(How::Unknown) };
    for patience in [GRACE, 0] {
        let code = closing::take(name.clone()).await;
        if let Ok(Some(true)) = code {
            return None;
        }
        let code = code.ok().map(|code| code.is_some());
        let how = how(Traces { code, replaced: replaced(closed, &name).await });
        if how != How::User || patience == 0 {
            return Some(how);
        }
        pause(patience).await;
    }
    None
}

/// Whether another notification with this one's tag is shown.
async fn replaced(closed: &Js, name: &str) -> Option<bool> {
    let Some(tag) = closed.said("tag") else { return Some(false) };
    let shown = shown(Some(&tag)).await?;
    Some(shown.iter().any(|one| closing::name_of(one).as_deref() != Some(name)))
}
