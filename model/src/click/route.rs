//! Which ways to open the app, in which order.

use crate::platform::System;

/// An open page of the app, as the worker sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Client {
    /// `visibilityState` is `visible`.
    pub visible: bool,
    /// It has the focus.
    pub focused: bool,
}

impl Client {
    /// The page in use before one that is on the screen, that before one that is not.
    fn rank(&self) -> u8 {
        u8::from(self.focused) << 1 | u8::from(self.visible)
    }
}

/// What the worker knows when a click comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Situation {
    /// Open pages of the app, below its home (`kaipush.home`), controlled or not: in an app's very first session
    /// none is controlled yet.
    pub clients: Vec<Client>,
    /// `Clients.openApp` exists.
    pub open_app: bool,
    /// The system.
    pub system: System,
    /// The target is outside the app (and allowed).
    pub foreign: bool,
}

/// One way to bring the app to the user.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Focus this client (an index), then post the launch to it.
    Focus(usize),
    /// `openApp({msg})`.
    OpenApp,
    /// `openWindow(url, {disposition})`.
    OpenWindow,
    /// Post the launch to this client without focus: better late than lost.
    Tell(usize),
}

/// Decides on the ways, best first; each is tried when the one before has failed.
///
/// Focus comes before `openApp`: while the app runs on 2.5, its worker lives in a content process,
/// where `openApp` is refused (`ServiceWorkerClients.cpp`, "only allow openApp in chrome process").
/// `openWindow` comes last there: it is in the source but not in the documentation of 2.5.
///
/// ```
/// use kaipush_model::click::{Situation, Step, route};
/// use kaipush_model::platform::System;
/// let closed = Situation { clients: vec![], open_app: true, system: System::Kaios25, foreign: false };
/// assert_eq!(route(&closed), [Step::OpenApp, Step::OpenWindow]);
/// ```
pub fn route(situation: &Situation) -> Vec<Step> {
    // Of equals the last is taken, which is the first from behind.
    let clients = situation.clients.iter().enumerate().rev();
    let best = clients.max_by_key(|(_, client)| client.rank()).map(|(at, _)| at);
    let mut steps = Vec::with_capacity(4);
    // Only the window opener can show a page that is not the app's.
    let window_first = situation.foreign && situation.system != System::Kaios25;
    if window_first {
        steps.push(Step::OpenWindow);
    }
    steps.extend(best.map(Step::Focus));
    if situation.open_app {
        steps.push(Step::OpenApp);
    }
    if !window_first {
        steps.push(Step::OpenWindow);
    }
    steps.extend(best.map(Step::Tell));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(visible: bool, focused: bool) -> Client {
        Client { visible, focused }
    }

    fn on(system: System, clients: Vec<Client>) -> Situation {
        Situation { clients, open_app: system == System::Kaios25, system, foreign: false }
    }

    #[test]
    fn an_open_app_is_focused_and_never_opened_twice_first() {
        let two = on(System::Kaios25, vec![client(false, false), client(true, false)]);
        assert_eq!(route(&two), [Step::Focus(1), Step::OpenApp, Step::OpenWindow, Step::Tell(1)]);
        let web = on(System::Web, vec![client(false, false)]);
        assert_eq!(route(&web), [Step::Focus(0), Step::OpenWindow, Step::Tell(0)]);
    }

    #[test]
    fn the_page_in_use_wins_then_the_visible_one_then_the_first() {
        let first = |clients| route(&on(System::Kaios3, clients))[0];
        let (hidden, visible, used) =
            (client(false, false), client(true, false), client(true, true));
        assert_eq!(first(vec![visible.clone(), used]), Step::Focus(1));
        // A dialog of the system covers the page that has the focus.
        assert_eq!(first(vec![visible.clone(), client(false, true)]), Step::Focus(1));
        assert_eq!(first(vec![hidden.clone(), visible]), Step::Focus(1));
        assert_eq!(first(vec![hidden.clone(), hidden]), Step::Focus(0));
    }

    #[test]
    fn a_closed_app_is_opened_the_way_its_system_has() {
        assert_eq!(route(&on(System::Kaios3, vec![])), [Step::OpenWindow]);
        assert_eq!(route(&on(System::Kaios25, vec![])), [Step::OpenApp, Step::OpenWindow]);
    }

    #[test]
    fn an_allowed_foreign_page_gets_a_window_of_its_own() {
        let foreign = |system| Situation { foreign: true, ..on(system, vec![client(true, true)]) };
        assert_eq!(route(&foreign(System::Kaios3))[0], Step::OpenWindow);
        assert_eq!(route(&foreign(System::Kaios25))[0], Step::Focus(0));
    }
}
