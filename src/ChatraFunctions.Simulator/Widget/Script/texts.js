// The widget's strings. Of the keys, `chat.input.placeholder`, `name`, `yourName` and those of `messageTypes` but `left` are the
// documentation's; the file with the others is not in it, so they are this simulator's own.

const texts = {
  en: {
    _language: 'English',
    button: { title: 'Chat with us', unread: 'unread messages: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Minimize chat', messages: 'Messages', send: 'Send', sending: 'sending…', welcome: 'Ask us anything.',
      you: 'You', offline: 'Connecting…', edited: 'edited', rate: 'How was this chat?', good: 'Good', bad: 'Bad', rated: 'Thank you!',
      input: { placeholder: 'Type your message' },
    },
    name: 'Name', yourName: 'Your name', email: 'E-mail', start: 'Start chat',
    messageTypes: { joinedFirst: 'joined the chat', joined: '{{#username}} joined the chat', agentsOffline: 'No agent is online' },
  },
  de: {
    _language: 'Deutsch',
    button: { title: 'Chatten Sie mit uns', unread: 'ungelesene Nachrichten: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Chat minimieren', messages: 'Nachrichten', send: 'Senden', sending: 'wird gesendet…', welcome: 'Was möchten Sie wissen?',
      you: 'Sie', offline: 'Verbindung wird hergestellt…', edited: 'bearbeitet', rate: 'Wie war dieser Chat?', good: 'Gut', bad: 'Schlecht', rated: 'Vielen Dank!',
      input: { placeholder: 'Ihre Nachricht' },
    },
    name: 'Name', yourName: 'Ihr Name', email: 'E-Mail', start: 'Chat beginnen',
    messageTypes: { joinedFirst: 'ist dem Chat beigetreten', joined: '{{#username}} ist dem Chat beigetreten', agentsOffline: 'Kein Mitarbeiter ist online' },
  },
  fr: {
    _language: 'Français',
    button: { title: 'Discutez avec nous', unread: 'messages non lus : {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Réduire le chat', messages: 'Messages', send: 'Envoyer', sending: 'envoi…', welcome: 'Posez-nous vos questions.',
      you: 'Vous', offline: 'Connexion…', edited: 'modifié', rate: 'Comment était ce chat ?', good: 'Bien', bad: 'Mauvais', rated: 'Merci !',
      input: { placeholder: 'Votre message' },
    },
    name: 'Nom', yourName: 'Votre nom', email: 'E-mail', start: 'Commencer',
    messageTypes: { joinedFirst: 'a rejoint le chat', joined: '{{#username}} a rejoint le chat', agentsOffline: 'Aucun agent en ligne' },
  },
  es: {
    _language: 'Español',
    button: { title: 'Chatee con nosotros', unread: 'mensajes sin leer: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Minimizar el chat', messages: 'Mensajes', send: 'Enviar', sending: 'enviando…', welcome: 'Pregúntenos lo que quiera.',
      you: 'Usted', offline: 'Conectando…', edited: 'editado', rate: '¿Qué tal el chat?', good: 'Bien', bad: 'Mal', rated: '¡Gracias!',
      input: { placeholder: 'Escriba su mensaje' },
    },
    name: 'Nombre', yourName: 'Su nombre', email: 'Correo electrónico', start: 'Iniciar chat',
    messageTypes: { joinedFirst: 'se unió al chat', joined: '{{#username}} se unió al chat', agentsOffline: 'No hay agentes en línea' },
  },
  nl: {
    _language: 'Nederlands',
    button: { title: 'Chat met ons', unread: 'ongelezen berichten: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Chat minimaliseren', messages: 'Berichten', send: 'Verzenden', sending: 'wordt verzonden…', welcome: 'Stel ons uw vraag.',
      you: 'U', offline: 'Verbinden…', edited: 'bewerkt', rate: 'Hoe was deze chat?', good: 'Goed', bad: 'Slecht', rated: 'Dank u!',
      input: { placeholder: 'Typ uw bericht' },
    },
    name: 'Naam', yourName: 'Uw naam', email: 'E-mail', start: 'Chat starten',
    messageTypes: { joinedFirst: 'neemt deel aan de chat', joined: '{{#username}} neemt deel aan de chat', agentsOffline: 'Er is geen medewerker online' },
  },
  pt: {
    _language: 'Português',
    button: { title: 'Fale connosco', unread: 'mensagens não lidas: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Minimizar o chat', messages: 'Mensagens', send: 'Enviar', sending: 'a enviar…', welcome: 'Pergunte o que quiser.',
      you: 'Você', offline: 'A ligar…', edited: 'editado', rate: 'Como foi este chat?', good: 'Bom', bad: 'Mau', rated: 'Obrigado!',
      input: { placeholder: 'Escreva a sua mensagem' },
    },
    name: 'Nome', yourName: 'O seu nome', email: 'E-mail', start: 'Iniciar chat',
    messageTypes: { joinedFirst: 'entrou no chat', joined: '{{#username}} entrou no chat', agentsOffline: 'Nenhum agente está online' },
  },
  it: {
    _language: 'Italiano',
    button: { title: 'Chatta con noi', unread: 'messaggi non letti: {{#count}}' },
    chat: {
      title: 'Chat', minimize: 'Riduci la chat', messages: 'Messaggi', send: 'Invia', sending: 'invio…', welcome: 'Chiedici quello che vuoi.',
      you: 'Tu', offline: 'Connessione…', edited: 'modificato', rate: 'Com’è andata la chat?', good: 'Bene', bad: 'Male', rated: 'Grazie!',
      input: { placeholder: 'Scrivi un messaggio' },
    },
    name: 'Nome', yourName: 'Il tuo nome', email: 'E-mail', start: 'Inizia la chat',
    messageTypes: { joinedFirst: 'entrato in chat', joined: '{{#username}} entrato in chat', agentsOffline: 'Operatore offline' },
  },
  ru: {
    _language: 'Русский',
    button: { title: 'Напишите нам', unread: 'непрочитанных сообщений: {{#count}}' },
    chat: {
      title: 'Чат', minimize: 'Свернуть чат', messages: 'Сообщения', send: 'Отправить', sending: 'отправляется…', welcome: 'Задайте нам вопрос.',
      you: 'Вы', offline: 'Соединение…', edited: 'изменено', rate: 'Как прошёл чат?', good: 'Хорошо', bad: 'Плохо', rated: 'Спасибо!',
      input: { placeholder: 'Введите сообщение' },
    },
    name: 'Имя', yourName: 'Ваше имя', email: 'Эл. почта', start: 'Начать чат',
    messageTypes: { joinedFirst: 'присоединяется к чату', joined: '{{#username}} присоединяется к чату', agentsOffline: 'Нет операторов в сети' },
  },
};

/** Where the changes have a string, or one for this language, that; else what was there. */
function localized(strings, changes, language) {
  const merged = { ...strings };
  for (const [key, change] of Object.entries(changes ?? {})) {
    if (typeof change === 'string')
      merged[key] = change;
    else if (typeof merged[key] === 'string')
      merged[key] = typeof change[language] === 'string' ? change[language] : merged[key];
    else
      merged[key] = localized(merged[key] ?? {}, change, language);
  }
  return merged;
}

const filled = (template, name, value) => template.replaceAll(`{{#${name}}}`, () => String(value));
