import "./engine"; // the model and React are fetched side by side
import "./styles.css";

import("./page");
