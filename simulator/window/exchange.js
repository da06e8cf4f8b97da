// Joins it all, and speaks with the simulator: it gives what to draw, and takes what the user did.
const sheet = h("style", {}, css);
document.documentElement.append(sheet);
document.body.append(h("div", { id: "kaipush-phone" }, frame, screen, panel));
window.resizeTo(width, height);

let drawn = "";
function draw(always = true) {
  const shown = JSON.stringify([phone.state, phone.view, phone.busy, place(), clock(Date.now()), Boolean(question), selected]);
  if (always || shown != drawn) {
    drawn = shown;
    drawStatus();
    drawOver();
    drawToast();
    drawPanel();
  }
}

let dialogSeq = 0;
window.kaipushPhone = {
  exchange(state, lines, noticed) {
    const actions = phone.outbox.splice(0);
    if (state.profile != phone.state.profile) {
      effects.textContent = "";
    }
    phone.state = state;
    // It is busy with what it takes now until it comes again.
    phone.busy = actions.length ? phone.busy : "";
    if (state.dialog && state.dialog.seq != dialogSeq) {
      selected = 0;
    }
    dialogSeq = state.dialog?.seq ?? 0;
    selected = Math.max(0, Math.min(selected, phone.view == "notices" ? state.notices.length - 1 : 9));
    addLines(lines);
    for (const { vibration, text: told } of noticed) {
      effects.textContent = told;
      buzz(vibration);
    }
    draw(false);
    return {
      actions, notes: phone.notes.splice(0),
      place: place(), asking: isAsking(), view: phone.view,
    };
  },
  press, answer, goHome, toFront, picture,
};
goHome();
draw();
