# The program with all it needs, and no compiler, no package manager and no root.
#
#   docker build -t openclaw-celery:local .
#   docker run --rm openclaw-celery:local --help
#
# Your agent program is not in here: docs/many-machines.md shows how to add it.

FROM python:3.13-slim-trixie AS build
WORKDIR /src
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# What runs, exactly as locked. Changes rarely, so it comes first.
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv --without-pip /opt/clawq \
 && pip --python /opt/clawq/bin/python install \
      --no-deps --only-binary=:all: --require-hashes -r requirements.lock

# What builds the project's wheel, locked as well, and left behind in this stage.
RUN awk '/^[a-z]/ { kept = /^(hatchling|packaging|pathspec|pluggy|trove-classifiers)==/ } kept' \
      requirements-dev.lock > build.lock \
 && pip install --no-deps --only-binary=:all: --require-hashes -r build.lock

COPY pyproject.toml README.md LICENSE beat_schedule.py ./
COPY openclaw_celery openclaw_celery
COPY workers workers
COPY examples examples
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
 && pip --python /opt/clawq/bin/python install --no-deps /dist/*.whl


FROM python:3.13-slim-trixie
RUN pip uninstall --yes --quiet --root-user-action=ignore pip \
 && groupadd --gid 10001 clawq \
 && useradd --uid 10001 --gid 10001 --home-dir /home/clawq --no-create-home \
      --shell /usr/sbin/nologin clawq \
 && install -d -o clawq -g clawq -m 0700 /home/clawq /var/lib/clawq

COPY --from=build /opt/clawq /opt/clawq

# A terminal in the container finds `clawq`, and so do the health checks.
ENV PATH=/opt/clawq/bin:$PATH \
    CLAWQ_HOME=/var/lib/clawq \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

# By number, so that a cluster can see for itself that it is not root.
USER 10001:10001
WORKDIR /var/lib/clawq
VOLUME /var/lib/clawq
ENTRYPOINT ["clawq"]
CMD ["--help"]
