// The line to `prospect serve`, and the rule by which questions are put to it.

const shortest = 500, longest = 8000;   // ms between attempts

// Calls heard(message) for what comes, changed('open' | 'lost', attempts) for the line itself; connects again for ever.
export function createLine({heard, changed}) {
  let socket = null, attempts = 0;

  function connect() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/live`);
    socket.onopen = () => {
      attempts = 0;
      changed('open', 0);
    };
    socket.onmessage = event => heard(JSON.parse(event.data));
    socket.onclose = () => {
      attempts += 1;
      changed('lost', attempts);
      setTimeout(connect, Math.min(longest, shortest * 2 ** (attempts - 1)));
    };
  }

  connect();
  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
  };
}

// Asks as fast as answers come and no faster. A newer ask cancels the older one on the server, so an ask for each
// movement of a slider would leave all but the last unanswered. Hence: at most one ask whose quick answer (quick()
// worlds) has not come, and one a frame; meanwhile only the wish to ask is kept, and what is sent then is the newest.
// ask(number) sends and tells whether it could.
export function createAsker({ask, quick}) {
  const patience = 3000;   // ms; a lost answer must not silence the page
  let number = 0, open = null, wanted = false, resting = true, timer = 0;
  let moves = [];          // {time, ask}: movements that have not been answered; ask is 0 while it is not sent

  function pump() {
    if (!wanted || open !== null || !resting) return;
    if (!ask(number + 1)) return;
    number += 1;
    wanted = false;
    resting = false;
    open = number;
    for (const move of moves) move.ask ||= number;
    clearTimeout(timer);
    timer = setTimeout(close, patience);
    requestAnimationFrame(() => {
      resting = true;
      pump();
    });
  }
  function close() {
    open = null;
    clearTimeout(timer);
    pump();
  }

  return {
    want(time) {
      wanted = true;
      if (time !== undefined) moves.push({time, ask: 0});
      pump();
    },
    answered(answer) {
      if (answer.ask === open && (answer.final || answer.worlds >= quick())) close();
    },
    failed(which) { if (which === open) close(); },
    // The times of the movements that this answer is the first to show.
    shown(answer) {
      if (!answer.final && answer.worlds < quick()) return [];
      const done = moves.filter(move => move.ask && move.ask <= answer.ask);
      moves = moves.filter(move => !done.includes(move));
      return done.map(move => move.time);
    },
    // The line broke: what was asked is asked again when it is back.
    lost() {
      open = null;
      moves = [];
      clearTimeout(timer);
      wanted = true;
    },
    newest: () => number,
    idle: () => !wanted && open === null,
  };
}
