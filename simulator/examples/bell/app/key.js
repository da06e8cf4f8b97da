// The public key of the app's server, as `KeyPair::public` prints it.
var KEY = "";
