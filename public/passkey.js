// Passkeys: between the server's JSON and the browser's own calls (https://www.w3.org/TR/webauthn-3/).
// Signing in: a form[data-passkey] that is sent gets the passkey's answer first, and a field with
// autocomplete="… webauthn" lists passkeys beside what the browser fills in. In the console the app
// calls `mewayzPasskey` itself.
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

  async function get(options, how = {}) {
    const { publicKey } = JSON.parse(options);
    publicKey.challenge = bytes(publicKey.challenge);
    publicKey.allowCredentials = known(publicKey.allowCredentials);
    const credential = await navigator.credentials.get({ ...how, publicKey });
    const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
    return wrapped(credential, {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  }

  window.mewayzPasskey = { isSupported, create, get: (options) => get(options) };

  async function options(address, signal) {
    const answer = await fetch(address, {
      method: 'POST',
      signal,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    });
    if (!answer.ok) throw new Error(answer.status === 429 ? 'Too many attempts. Try again in a minute.' : 'This did not work. Reload the page and try again.');
    return answer.json();
  }

  // What the browser says about a refusal names nothing on purpose: closed, timed out, no such key.
  const words = (error) =>
    error instanceof DOMException ? 'No passkey was used. Try again, or use another way.' : error.message;

  // ---- passkeys in the list below the field

  const listed = document.querySelector('form input[autocomplete~=webauthn]') && document.querySelector('form[data-passkey]');
  // What is asked is good for five minutes.
  const FRESH = 4 * 60_000;
  let listing;

  // Waits for as long as the page is open; nothing is said where it comes to nothing.
  async function list() {
    const mine = (listing = { since: Date.now(), stop: new AbortController() });
    try {
      if (!(await window.PublicKeyCredential?.isConditionalMediationAvailable?.())) return;
      const { signal } = mine.stop;
      const asked = await options(listed.dataset.passkey, signal);
      listed.elements.credential.value = await get(asked, { mediation: 'conditional', signal });
      listed.submit();
    } catch {
      // The button is there all the same.
    }
  }

  function listAgain() {
    if (!listed) return;
    listing?.stop.abort();
    list();
  }

  async function answer(form) {
    const trouble = form.querySelector('[data-passkey-trouble]');
    // A browser asks for one passkey at a time.
    listing?.stop.abort();
    form.toggleAttribute('data-busy', true);
    trouble.hidden = true;
    try {
      form.elements.credential.value = await get(await options(form.dataset.passkey));
      form.submit();
    } catch (error) {
      trouble.role = 'alert';
      trouble.textContent = words(error);
      trouble.hidden = false;
      listAgain();
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

  if (listed) {
    list();
    document.querySelector('input[autocomplete~=webauthn]').addEventListener('focus', () => {
      if (Date.now() - listing.since > FRESH) listAgain();
    });
  }

  // Back from the next page: an answer is good once.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-passkey]')) form.elements.credential.value = '';
  });
})();
