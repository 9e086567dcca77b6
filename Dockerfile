FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
EXPOSE 8080
CMD ["node", "cli/launch.js", "start", "--host", "0.0.0.0", "--port", "8080"]
