//! What the page was configured with, for the worker, which nobody configures.

use kaipush_model::platform::AppType;

use crate::foreign::Js;
use crate::store;

/// The record's name among the facts.
const NAME: &str = "config";

/// What the worker has to know of the page's configuration.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Settings {
    /// The whole address of the app's server.
    pub(crate) report_to: Option<String>,
    /// Where events are told, if they are.
    pub(crate) events_to: Option<String>,
    /// Milliseconds within which they are, at a random time; 0 where none are.
    pub(crate) events_within: u32,
    /// Milliseconds that a request may take.
    pub(crate) timeout: u32,
    /// The worker can't read the manifest.
    pub(crate) app_type: Option<AppType>,
}

impl Settings {
    /// `None` where no page has been here, or storage is refused.
    #[cfg(feature = "worker")]
    pub(crate) async fn load() -> Option<Self> {
        use kaipush_model::Value;
        let record = Js(store::fact_in_time(NAME).await.ok()?);
        Some(Self {
            report_to: record.text("reportTo"),
            events_to: record.text("eventsTo"),
            events_within: record.number("eventsWithin").unwrap_or_default() as u32,
            timeout: record.number("timeout")? as u32,
            app_type: record.text("appType").and_then(|name| AppType::parse(&name)),
        })
    }

    /// Whether these facts, all that there are, say that events are told.
    #[cfg(feature = "guard")]
    pub(crate) fn tells_events(facts: &[Js]) -> bool {
        use kaipush_model::Value;
        facts.iter().any(|fact| fact.text("eventsTo").is_some())
    }

    /// Without storage the worker does not know it; then nothing is lost but its help.
    #[cfg(feature = "page")]
    pub(crate) async fn save(&self) {
        use kaipush_model::Sink;
        let record = Js::empty();
        record.set_text_if("reportTo", self.report_to.as_deref());
        record.set_text_if("eventsTo", self.events_to.as_deref());
        record.set_number("eventsWithin", self.events_within);
        record.set_number("timeout", self.timeout);
        record.set_text_if("appType", self.app_type.map(AppType::as_str));
        let _ = store::change_fact_in_time(NAME, Box::new(|_| Some(record))).await;
    }
}
