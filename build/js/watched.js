// Between the glue and the module's exports: tells `died` of the first exception that comes out of the
// module, and lets nobody in after that. Whatever it is, a trap or something thrown right through the
// module's frames, the module was left in the middle of its work and can't be trusted any more.
//
// What still calls a dead module are closures that it once gave away; they do nothing.
function kaipushWatched(exports, died) {
  var watched = {}, dead = false;
  if (!died) {
    return exports;
  }
  Object.keys(exports).forEach(function (name) {
    var member = exports[name];
    watched[name] = typeof member !== "function" ? member : function () {
      try {
        return dead ? undefined : member.apply(null, arguments);
      } catch (error) {
        if (!dead) {
          dead = true;
          died(error);
        }
        throw error;
      }
    };
  });
  return watched;
}
