//! How a notification ended.

/// How a notification ended, as far as can be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum How {
    /// The user dismissed it.
    User,
    /// A newer one with the same tag took its place.
    Replaced,
    /// Code closed it: the app's, or kaipush's after a click.
    Code,
    /// It can't be told.
    Unknown,
}

impl How {
    /// The name in JavaScript.
    pub const fn as_str(self) -> &'static str {
        match self {
            How::User => "user",
            How::Replaced => "replaced",
            How::Code => "code",
            How::Unknown => "unknown",
        }
    }
}

/// What is left of a notification that ended. `None`: it could not be looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Traces {
    /// Code has written down that it closes it.
    pub code: Option<bool>,
    /// Another one with its tag is shown.
    pub replaced: Option<bool>,
}

/// Decides how a notification ended. `notificationclose` does not say it.
///
/// Firefox fires the event whatever the reason: alerts backends report `alertfinished` for all of
/// them. KaiOS fires it when the system app says that the notification is gone, which it also does
/// after code has called `close()`; a replacement takes the listener's place there and fires
/// nothing (`AlertsHelper.jsm`, `showAppNotification`). Builds of 3.0 do not pass `close()` on to
/// the system (`closeAlert` is empty).
///
/// It was the user only where nothing else left a trace.
///
/// ```
/// use kaipush_model::click::{How, Traces, how};
/// assert_eq!(how(Traces { code: Some(false), replaced: Some(false) }), How::User);
/// assert_eq!(how(Traces { code: None, replaced: Some(false) }), How::Unknown);
/// ```
pub fn how(traces: Traces) -> How {
    match traces {
        Traces { code: Some(true), .. } => How::Code,
        Traces { replaced: Some(true), .. } => How::Replaced,
        Traces { code: Some(false), replaced: Some(false) } => How::User,
        _ => How::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_named_only_where_all_else_is_out_of_the_question() {
        let seen = [Some(true), Some(false), None];
        for code in seen {
            for replaced in seen {
                let sure = (code, replaced) == (Some(false), Some(false));
                assert_eq!(how(Traces { code, replaced }) == How::User, sure);
            }
        }
    }

    #[test]
    fn what_code_wrote_down_counts_more_than_what_is_shown_by_now() {
        for replaced in [Some(true), Some(false), None] {
            assert_eq!(how(Traces { code: Some(true), replaced }), How::Code);
        }
        for code in [Some(false), None] {
            assert_eq!(how(Traces { code, replaced: Some(true) }), How::Replaced);
        }
    }
}
