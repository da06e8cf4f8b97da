//! The functions of the app that [`Push`] calls.

use std::future::Future;
use std::rc::Rc;

use kaipush_model::permission::State;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::outbox::{shape_by, tell_by};
use super::{Delivery, Entry, Launched, Push, Request, changes, foreground, launches};
use crate::outbox::{self, Shape};
use crate::promise::in_background;
use crate::request::shaping;

impl Push {
    /// Calls the app with every new state, whoever changed it: a call of the app's own, the user in
    /// Settings, another page of the app, the worker. New is a state that differs from the one that
    /// the app was last told, or was last given by a call.
    ///
    /// ```no_run
    /// # fn draw(state: kaipush::model::permission::State) {}
    /// # async fn run(push: kaipush::page::Push) {
    /// push.on_change(draw);
    /// draw(push.state().await);
    /// # }
    /// ```
    pub fn on_change(&self, handler: impl Fn(State) + 'static) {
        changes::listen(self, Some(Rc::new(move |state, _| handler(state))));
    }

    /// Calls nobody any more.
    pub fn off_change(&self) {
        changes::listen(self, None);
    }

    /// Lets the app shape each request to its server: a token, another address. Where that fails, the
    /// request is tried again later. One for the whole page, whichever [`Push`] it is set at. The worker's requests
    /// are shaped there, by `worker::on_request` or `kaipush.onrequest`.
    pub fn on_request<F, A>(&self, shape: F)
    where
        F: Fn(Request) -> A + 'static,
        A: Future<Output = Result<Request, JsValue>> + 'static,
    {
        self.shape_requests(Some(Rc::new(shaping(shape))));
    }

    pub(crate) fn shape_requests(&self, shape: Option<Shape>) {
        let begins = shape.is_some() && super::outbox::shape().is_none();
        shape_by(shape);
        // A user who has signed in need not wait for what was refused before: its next try may be an hour away.
        if begins && self.outbox.begun.get() {
            let (push, busy) = (self.clone(), self.outbox.running.get());
            in_background(async move {
                outbox::hurry().await;
                let sent = push.all_replayed();
                // What was on its way has not been signed.
                if busy && JsFuture::from(sent).await.is_ok() {
                    outbox::hurry().await;
                    drop(push.replay());
                }
            });
        }
    }

    /// Tells the app of each try of this page to tell its server something, and of what was given up, whoever tried. One
    /// for the whole page, whichever [`Push`] it is set at.
    pub fn on_delivery(&self, handler: impl Fn(Delivery) + 'static) {
        tell_by(Some(Rc::new(handler)));
        // What was given up before, by the worker perhaps.
        let push = self.clone();
        in_background(async move { push.tell_refused().await });
    }

    /// Tells it no more.
    pub fn off_delivery(&self) {
        tell_by(None);
    }

    /// Calls the app with every launch, each once. Those that came before are delivered at once. One for the whole
    /// page, whichever [`Push`] it is set at, as are those below.
    pub fn on_launch(&self, handler: impl Fn(Launched) + 'static) {
        launches::on_launch(Some(Rc::new(handler)));
    }

    /// Lets launches wait until the next [`Push::on_launch`].
    pub fn off_launch(&self) {
        launches::on_launch(None);
    }

    /// Calls the app when the worker has handled a push while the page is open.
    pub fn on_received(&self, handler: impl Fn() + 'static) {
        launches::on_received(Some(Rc::new(handler)));
    }

    /// Calls nobody any more.
    pub fn off_received(&self) {
        launches::on_received(None);
    }

    /// Gives the app the pushes that come while the page is in front, where the worker's `foreground`
    /// is `"hidden"`: `title`, `body`, `tag`, `url`, `id`, `data`, and the whole as `payload`, or as `text`
    /// where it is no JSON object. Without a handler they are shown.
    pub fn on_message(&self, handler: impl Fn(Entry) + 'static) {
        foreground::on_message(Some(Rc::new(move |entry| {
            handler(entry);
            Box::pin(std::future::ready(false))
        })));
    }

    /// Leaves these pushes to be shown.
    pub fn off_message(&self) {
        foreground::on_message(None);
    }

    /// Asks the app whether a push is shown while the page is in front, where the worker's
    /// `foreground` is `"ask"`. Without a handler, and without an answer in a second, it is shown.
    pub fn on_foreground<A>(&self, handler: impl Fn(Entry) -> A + 'static)
    where
        A: Future<Output = bool> + 'static,
    {
        foreground::on_foreground(Some(Rc::new(move |entry| Box::pin(handler(entry)))));
    }

    /// Has them shown without asking.
    pub fn off_foreground(&self) {
        foreground::on_foreground(None);
    }
}
