# The portal in one image; docker-compose.yml says which of its programs a container runs.

FROM python:3.13-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . /srv/portal
WORKDIR /srv/portal
# translations and static files are the same for every installation; DEMO=1 lets this step run without the secrets of one
RUN /venv/bin/python -m config.translations \
    && DEMO=1 DATA_DIR=/srv/data STATIC_ROOT=/srv/static DATABASE_URL=postgresql://none REDIS_URL=redis://none \
       /venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal --mode=700 /srv/data /srv/media
COPY --from=build /venv /venv
COPY --from=build /srv/portal /srv/portal
COPY --from=build /srv/static /srv/static
WORKDIR /srv/portal
USER portal
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 DATA_DIR=/srv/data MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static
VOLUME /srv/data /srv/media
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "config.probe", "web"]
CMD ["python", "-m", "config.serve", "web"]
