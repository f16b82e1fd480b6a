/* What forms and lists of unsent words are made of. */
function put(where, tag, words, name) {
  const element = document.createElement(tag);
  if (words) element.textContent = words;
  if (name) element.className = name;
  where.append(element);
  return element;
}

function button(where, words, act, name) {
  const element = put(where, 'button', words, name);
  element.type = 'button';
  element.onclick = act;
  return caught(element);
}

/* A click is of the button that it began on, also where what a field says once it is left moves that away under it. */
function caught(element) {
  element.onpointerdown = (event) => element.setPointerCapture(event.pointerId);
  return element;
}

function time(at) {
  const day = new Date(at);
  const clock = day.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
  const today = day.toDateString() === new Date().toDateString();
  return today ? clock : `${day.toLocaleDateString([], { day: 'numeric', month: 'long' })}, ${clock}`;
}
