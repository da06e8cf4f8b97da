use super::*;

fn notice(seq: u64) -> Notice {
    Notice { seq, ..Notice::default() }
}

fn listed(tray: &Tray) -> Vec<u64> {
    tray.notices().map(|notice| notice.seq).collect()
}

#[test]
fn a_toast_lasts_five_seconds_and_stays_in_the_list() {
    let mut tray = Tray::default();
    tray.arrive(notice(1), false, 1000);
    tray.pass(5999);
    assert_eq!(tray.toast(), Some(&notice(1)));
    tray.pass(6000);
    assert_eq!(tray.toast(), None);
    assert_eq!(listed(&tray), [1]);
}

#[test]
fn a_newer_toast_takes_the_place() {
    let mut tray = Tray::default();
    tray.arrive(notice(1), false, 0);
    tray.arrive(notice(2), false, 4000);
    tray.pass(5000);
    assert_eq!(tray.toast(), Some(&notice(2)));
    assert_eq!(listed(&tray), [2, 1]);
}

#[test]
fn what_wants_an_answer_is_a_dialog_and_not_in_the_list() {
    let mut tray = Tray::default();
    tray.arrive(notice(1), true, 0);
    tray.arrive(notice(2), true, 0);
    assert_eq!((tray.toast(), tray.dialog()), (None, Some(&notice(2))));
    assert!(listed(&tray).is_empty());
    tray.answered(2);
    assert_eq!(tray.dialog(), Some(&notice(1)));
    tray.gone(1);
    assert_eq!(tray.dialog(), None);
}

#[test]
fn the_list_holds_99() {
    let mut tray = Tray::default();
    for seq in 1..=99 {
        assert_eq!(tray.arrive(notice(seq), false, 0), None);
    }
    assert_eq!(tray.arrive(notice(100), false, 0), Some(1));
    assert_eq!(listed(&tray).len(), 99);
}

#[test]
fn a_click_leaves_the_list_to_the_app() {
    let mut tray = Tray::default();
    tray.arrive(notice(1), false, 0);
    tray.answered(1);
    assert_eq!((tray.toast(), listed(&tray)), (None, vec![1]));
    tray.gone(1);
    assert!(listed(&tray).is_empty());
}

#[test]
fn clear_all_leaves_what_must_not_be_cleared() {
    let mut tray = Tray::default();
    tray.arrive(notice(1), false, 0);
    tray.arrive(Notice { noclear: true, ..notice(2) }, false, 0);
    assert_eq!(tray.clearable(), [1]);
}
