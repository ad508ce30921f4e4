# The image of TaskRelay itself. Build it from the repository's root:
#
#   docker build --tag taskrelay .                    with the agents' CLIs, for workers on this machine
#   docker build --tag taskrelay --target relay .     without them, where workers run on Fly
#
# It holds no secret and runs as a user of its own. All that it writes is below /srv/taskrelay/data.

ARG DOTNET_VERSION=10.0
ARG NODE_VERSION=22.20.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}-noble AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY TaskRelay.Contracts/ TaskRelay.Contracts/
COPY TaskRelay.Worker/ TaskRelay.Worker/
COPY TaskRelay.Simulator/ TaskRelay.Simulator/
COPY TaskRelay.Web/ TaskRelay.Web/
RUN dotnet publish TaskRelay.Web/TaskRelay.Web.csproj --configuration Release --output /app --nologo -p:UseAppHost=false

FROM docker.io/library/node:${NODE_VERSION}-bookworm-slim AS agents
# Packages, versions and checksums stand in one lock file, which the tests use too.
COPY tools/agents/ /tools/agents/
RUN bash /tools/agents/install.sh /opt/agents && rm -rf /root/.npm

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble AS relay
# tini takes in the workers whose server has gone before them.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap ca-certificates git tini util-linux \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 taskrelay \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /srv/taskrelay/data --shell /usr/sbin/nologin taskrelay \
    && mkdir -p /srv/taskrelay/data \
    && chown 10001:10001 /srv/taskrelay/data \
    && chmod 0700 /srv/taskrelay/data
COPY deploy/health.sh /opt/taskrelay-health.sh
COPY --from=build /app /opt/taskrelay
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_NOLOGO=1 \
    HOME=/srv/taskrelay/data
# The store, the keys and the workers' folders are below it by default: data/taskrelay.db, data/keys, data/work.
WORKDIR /srv/taskrelay
VOLUME /srv/taskrelay/data
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["bash", "/opt/taskrelay-health.sh"]
ENTRYPOINT ["tini", "--", "dotnet", "/opt/taskrelay/TaskRelay.Web.dll"]

FROM relay
COPY --from=agents /usr/local/bin/node /usr/local/bin/node
COPY --from=agents /opt/agents/node_modules /opt/agents/node_modules
USER root
RUN for name in claude codex gemini opencode; do ln -s "/opt/agents/node_modules/.bin/$name" "/usr/local/bin/$name"; done
USER 10001:10001
