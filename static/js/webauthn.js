// Passkeys: a form with data-webauthn="login | get | create" asks the browser for a credential, puts it into its
// hidden field "credential" and is sent. data-options names the element that holds the server's options as JSON.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)).buffer;
  const text = (buffer) => {
    let letters = "";
    for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const withIds = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const get = async ({ publicKey, mediation }) => {
    const found = await navigator.credentials.get({
      mediation: mediation || undefined,
      publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: withIds(publicKey.allowCredentials) },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
    return answer(found, {
      clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData),
      signature: text(signature), userHandle: userHandle ? text(userHandle) : null,
    });
  };
  const create = async ({ publicKey }, passwordless) => {
    const wish = { ...publicKey.authenticatorSelection };
    if (passwordless !== null) {
      wish.residentKey = passwordless ? "required" : "discouraged";
      wish.requireResidentKey = passwordless;
      if (passwordless) wish.userVerification = "required";
    }
    const made = await navigator.credentials.create({
      publicKey: {
        ...publicKey, challenge: bytes(publicKey.challenge), user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: withIds(publicKey.excludeCredentials), authenticatorSelection: wish,
      },
    });
    return answer(made, {
      clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() || [],
    });
  };
  const answer = (credential, response) => ({
    type: credential.type, id: credential.id, rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment || null,
    response, clientExtensionResults: credential.getClientExtensionResults(),
  });

  const credentialFor = async (form) => {
    if (form.dataset.webauthn === "login") {
      const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!reply.ok) throw new Error(`status ${reply.status}`);
      return get((await reply.json()).request_options);
    }
    const data = JSON.parse(document.getElementById(form.dataset.options).textContent);
    if (form.dataset.webauthn === "get") return get(data.request_options);
    const box = form.querySelector("[name=passwordless]");
    return create(data.creation_options, box ? box.checked : null);
  };

  const tell = (form, why) => {
    const place = form.querySelector("[data-webauthn-error]");
    place.hidden = !why;
    place.querySelector("span").textContent = why ? place.dataset[why] : "";
  };

  document.querySelectorAll("form[data-webauthn]").forEach((form) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.asking) return;
      tell(form, "");
      if (!window.PublicKeyCredential) return tell(form, "missing");
      form.dataset.asking = "yes";
      try {
        form.querySelector("[name=credential]").value = JSON.stringify(await credentialFor(form));
        form.submit();
      } catch {
        tell(form, "failed");
      } finally {
        delete form.dataset.asking;
      }
    });
  });
})();
