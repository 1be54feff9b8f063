// @ts-check
/** The worker of pictures: what works in it is the page's own code, so that both are fetched as one file. */
import { work } from "./distant.js";

work();
