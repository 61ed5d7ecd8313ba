interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): unknown;
}

/**
 * The one policy of Trusted Types: scripts and workers come from this page's own site. It is the default one, because the
 * bundler writes the addresses. Browsers without Trusted Types go by the Content-Security-Policy alone.
 */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      const { origin, href } = new URL(address, document.baseURI);
      if (origin !== location.origin) throw new TypeError('Scripts come from this site alone.');
      return href;
    },
  });
}
