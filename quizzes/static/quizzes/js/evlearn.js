// What the pages do beyond plain HTML. Everything works without this file; with it, choices
// are kept as they are made, keys choose options, and the focus follows what changed.

import { keepDrafts } from "./drafts.js";
import { followFocus } from "./focus.js";
import { chooseByKey } from "./keys.js";
import { warnWhenNotSent } from "./sending.js";

keepDrafts();
followFocus();
chooseByKey();
warnWhenNotSent();
