/** In the page: the camera through every package of job.json, in a worker and on the page's thread; posts what it took. */
const { packages, seconds, frames } = await (await fetch("job.json")).json();
const tell = (name, value) => fetch(`told/${name}`, { method: "POST", body: JSON.stringify(value) });

try {
  const video = document.createElement("video");
  document.body.append(video);
  video.muted = true;
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480, frameRate: 60 } });
  await video.play();
  const track = video.srcObject.getVideoTracks()[0].getSettings();
  for (const name of packages)
    for (const worker of [true, false]) {
      const { load, url } = await import(`./${name}/model.js`);
      const model = await load(url, { worker });
      await watched(model, video, { seconds: 2 });
      const live = await watched(model, video, { seconds });
      const held = [await memory()];
      if (worker && name === packages[0]) {
        await watched(model, video, { count: frames });
        held.push(await memory());
      }
      await tell(`${name} ${worker}`, { ...live, held, track: [track.width, track.height, track.frameRate] });
      model.close();
    }
} catch (error) {
  await fetch("failed", { method: "POST", body: String(error.stack ?? error) });
}

/** The starter app's loop: one frame at a time, the latest. Until so many seconds or answers are over. */
async function watched(model, video, { seconds = Infinity, count = Infinity }) {
  const times = [];
  const label = {};
  let presented = 0;
  let busy = false;
  let waiting = false;
  let stop = 0; // the longest time for which the page could do nothing else
  let last = performance.now();
  const timer = setInterval(() => ([stop, last] = [Math.max(stop, performance.now() - last), performance.now()]), 1);
  const began = performance.now();
  await new Promise((done, fail) => {
    const frame = () => {
      if (performance.now() - began > 1000 * seconds || times.length >= count) return done();
      video.requestVideoFrameCallback(frame);
      presented++;
      waiting = true;
      if (!busy) look().catch(fail);
    };
    const look = async () => {
      busy = true;
      while (waiting) {
        waiting = false;
        const asked = performance.now();
        const answer = await model.predict(video);
        times.push(performance.now() - asked);
        label[answer.label] = (label[answer.label] ?? 0) + 1;
      }
      busy = false;
    };
    video.requestVideoFrameCallback(frame);
  });
  clearInterval(timer);
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const [half, most] = [0.5, 0.95].map((share) => times[Math.floor(share * times.length)]);
  return { rate: times.length / took, presented: presented / took, half, most, stop, label };
}

/** Bytes of page and workers, wasm included, after collecting. */
async function memory() {
  return crossOriginIsolated ? (await performance.measureUserAgentSpecificMemory()).bytes : 0;
}
