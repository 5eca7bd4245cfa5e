// The visitors of this browser: their names, and the ids that Chatra knows them by. The ids are kept here and are in no address.

const kept = 'simulator.visitors';
const names = ['Jane', 'Tom', 'Ann', 'Max', 'Eva', 'Leo'];

export const visitors = () => JSON.parse(localStorage.getItem(kept) ?? '[]');

export const findVisitor = number => visitors().find(visitor => visitor.number === number);

export function addVisitor() {
  const all = visitors();
  const number = Math.max(0, ...all.map(visitor => visitor.number)) + 1;
  const clientId = [...crypto.getRandomValues(new Uint8Array(24))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const visitor = { number, name: names[number - 1] ?? `Visitor ${number}`, clientId };
  localStorage.setItem(kept, JSON.stringify([...all, visitor]));
  return visitor;
}

export function forgetVisitor(number) {
  localStorage.setItem(kept, JSON.stringify(visitors().filter(visitor => visitor.number !== number)));
}
