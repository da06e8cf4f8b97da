//! The phone in its window, driven as a user does, in a Firefox without a screen.

#![allow(missing_docs, clippy::unwrap_used)]

mod builds;
mod hand;
mod keys;
mod notices;
mod phones;
mod setting;
mod weather;

use anyhow::Result;

use setting::start;

/// One browser serves them all, one after another.
#[tokio::test(flavor = "multi_thread")]
async fn a_phone_is_what_its_user_takes_it_for() -> Result<()> {
    let mut phone = start().await?;
    let played = async {
        keys::arrive_with_their_names(&mut phone).await?;
        keys::leave_the_app_where_it_does_not_use_them(&mut phone).await?;
        notices::toast_leads_to_the_app(&mut phone).await?;
        notices::dialog_takes_an_answer(&mut phone).await?;
        notices::list_is_opened_and_cleared(&mut phone).await?;
        notices::a_form_sends_them(&mut phone).await?;
        weather::the_network_goes_and_comes(&mut phone).await?;
        weather::a_push_starts_a_worker_that_was_killed(&mut phone).await?;
        weather::the_push_service_forgets(&mut phone).await?;
        weather::an_update_is_what_the_folder_is_now(&mut phone).await?;
        phones::are_changed_in_the_panel(&mut phone).await?;
        phones::ask_for_permission(&mut phone).await?;
        phones::say_what_they_may_not_do(&mut phone).await?;
        phones::have_settings(&mut phone).await?;
        phones::send_system_messages(&mut phone).await?;
        phones::refuse_what_is_broken(&mut phone).await?;
        phones::say_which_syntax_is_too_new(&mut phone).await?;
        phones::say_that_there_is_no_worker(&mut phone).await?;
        phones::say_when_nothing_can_receive(&mut phone).await
    }
    .await;
    let closed = phone.close().await;
    played.and(closed)
}
