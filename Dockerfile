# The API and its worker: PostgreSQL comes from DATABASE_URL. node comes with the dependencies, pinned in package-lock.json.
FROM node:24-bookworm-slim

ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

COPY tsconfig.json schema.graphql ./
COPY src src
COPY seeds seeds

# Only local secrets are written here, and only where AUTH_SECRET is not set.
RUN mkdir .data && chown 1000:1000 .data
USER 1000:1000
ENV HOST=0.0.0.0 PORT=4000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/start.ts", "serve"]
