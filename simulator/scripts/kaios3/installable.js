// KaiOS 3 offers to install a site only if its worker listens for `fetch`, which it has to do in its
// first run.
(function () {
  var listens = false;
  var add = self.addEventListener;
  self.addEventListener = function (type) {
    listens = listens || type === "fetch";
    return add.apply(self, arguments);
  };
  setTimeout(function () {
    if (!listens && !self.onfetch) {
      warn("the worker has no fetch listener: KaiOS 3 does not offer to install the site");
    }
    delete self.addEventListener;
  }, 0);
}());
