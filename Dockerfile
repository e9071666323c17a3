# The journal in a container; compose.yaml runs it. docs/hosting.md says how.
FROM docker.io/library/debian:trixie-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --home-dir /opt/spasm-journal --shell /usr/sbin/nologin journal \
    && install -d -o journal -g journal -m 0700 /var/lib/spasm-journal

WORKDIR /opt/spasm-journal
COPY requirements.txt ./
RUN python3 -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

COPY alembic.ini ./
COPY journal journal
COPY migrations migrations
COPY static static
COPY templates templates
RUN .venv/bin/python -m compileall -q journal migrations \
    && .venv/bin/python -c "from journal.hosting import serving; serving.compress_static()"

ENV JOURNAL_DATA_DIR=/var/lib/spasm-journal
USER journal
VOLUME /var/lib/spasm-journal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD [".venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD [".venv/bin/python", "-m", "journal", "serve", "--host", "0.0.0.0", "--port", "8000"]
