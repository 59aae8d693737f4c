// Passkeys: between the server's JSON and the browser's own calls (https://www.w3.org/TR/webauthn-3/).
// Signing in: a form[data-passkey] that is sent gets the passkey's answer first. In the console the
// app calls `mewayzPasskey` itself.
(() => {
  'use strict';

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));

  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  const known = (credentials) => credentials?.map((credential) => ({ ...credential, id: bytes(credential.id) }));

  const isSupported = () => 'PublicKeyCredential' in window && 'credentials' in navigator;

  const wrapped = (credential, response) =>
    JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, extensions: {} });

  async function create(options) {
    const { publicKey } = JSON.parse(options);
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.user.id = bytes(publicKey.user.id);
    publicKey.excludeCredentials = known(publicKey.excludeCredentials);
    const credential = await navigator.credentials.create({ publicKey });
    const { attestationObject, clientDataJSON } = credential.response;
    return wrapped(credential, { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) });
  }

  async function get(options) {
    const { publicKey } = JSON.parse(options);
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.allowCredentials = known(publicKey.allowCredentials);
    const credential = await navigator.credentials.get({ publicKey });
    const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
    return wrapped(credential, {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  }

  window.mewayzPasskey = { isSupported, create, get };

  async function options(address) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (!answer.ok) throw new Error(answer.status === 429 ? 'Too many attempts. Try again in a minute.' : 'This did not work. Reload the page and try again.');
    return answer.json();
  }

  // What the browser says about a refusal names nothing on purpose: closed, timed out, no such key.
  const words = (error) =>
    error instanceof DOMException ? 'No passkey was used. Try again, or use another way.' : error.message;

  async function answer(form) {
    const trouble = form.querySelector('[data-passkey-trouble]');
    form.toggleAttribute('data-busy', true);
    trouble.hidden = true;
    try {
      form.elements.credential.value = await get(await options(form.dataset.passkey));
      form.submit();
    } catch (error) {
      trouble.role = 'alert';
      trouble.textContent = words(error);
      trouble.hidden = false;
    } finally {
      form.toggleAttribute('data-busy', false);
    }
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = !isSupported();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!form.hasAttribute('data-busy')) answer(form);
    });
  }

  // Back from the next page: an answer is good once.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-passkey]')) form.elements.credential.value = '';
  });
})();
