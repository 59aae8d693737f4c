# syntax=docker/dockerfile:1

# npm's wasm-opt, which shrinks the browser's half, runs on Node.
FROM node:20-bookworm-slim AS npm
WORKDIR /mewayz
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

# A short wait instead of fast tools: they run once.
FROM rust:1.95.0-bookworm AS tools
COPY bin/lib/pins.sh /pins.sh
RUN . /pins.sh \
    && export CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
              CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
              CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback \
    && cargo install cargo-leptos --locked --version "$CARGO_LEPTOS_VERSION" --features no_downloads \
    && cargo install wasm-bindgen-cli --version "$WASM_BINDGEN_VERSION"

FROM rust:1.95.0-bookworm AS build
WORKDIR /mewayz
COPY rust-toolchain.toml ./
RUN rustup target add wasm32-unknown-unknown
COPY --from=tools /usr/local/cargo/bin/cargo-leptos /usr/local/cargo/bin/wasm-bindgen /usr/local/cargo/bin/
COPY --from=npm /usr/local/bin/node /usr/local/bin/node
COPY --from=npm /mewayz/node_modules ./node_modules
ENV PATH=/mewayz/node_modules/.bin:$PATH
COPY . .
RUN cargo leptos build --release --split \
    && node bin/assets/precompress.mjs target/site

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin mewayz
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
WORKDIR /app
# hash.txt names the hashed assets and is read from beside the program.
COPY --from=build /mewayz/target/release/server /mewayz/target/release/hash.txt ./
COPY --from=build /mewayz/target/site ./site
ENV APP_ENV=production \
    LISTEN_ADDR=0.0.0.0:3000 \
    SITE_ROOT=/app/site
USER mewayz
EXPOSE 3000
# The program asks itself: the image needs no curl.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["/app/server", "health"]
ENTRYPOINT ["/app/server"]
CMD ["serve"]
