# One image for the worker and for the command line `eyelevel`.
FROM python:3.13.7-slim-bookworm AS environment
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv --without-pip .venv \
    && pip --python .venv/bin/python install --no-cache-dir --require-hashes --only-binary :all: \
        --requirement requirements.lock

FROM python:3.13.7-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home eyelevel
WORKDIR /app
COPY --from=environment /app/.venv .venv
COPY pyproject.toml README.md LICENSE settings.py worker.py ./
COPY activities activities
COPY adapters adapters
COPY cli cli
COPY domain domain
COPY workflows workflows
RUN pip --python .venv/bin/python install --no-deps --no-build-isolation --no-index --editable .
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1
USER eyelevel
CMD ["python", "-m", "worker"]
