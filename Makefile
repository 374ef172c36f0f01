# Everything that is done with a checkout. `make` alone says what there is.
# Settings: PORT and HOST for `make run`, WORKSPACE for the folder of the library, DATA for the evaluations.

SHELL := /bin/bash
PORT ?= 8000
HOST ?= 127.0.0.1
WORKSPACE ?= ./probatum-data
DATA ?= ../shared/data
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run install environment test lint check browser pango database format catalogue lock wheel clean \
        eval eval-retrieval eval-answers eval-roles eval-speed eval-mutations \
        eval-verification

help:  ## Say what there is
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

install:  ## Make .venv with all that `make run` needs
	@scripts/environment run

environment:  ## Make .venv with all that `make test` and the evaluations need
	@scripts/environment test

run: install  ## Open the workspace with the starter evidence and serve it
	@echo "Probatum is opening the workspace $(WORKSPACE); then open http://$(HOST):$(PORT)/"
	@$(BIN)/probatum --workspace "$(WORKSPACE)" serve --host "$(HOST)" --port "$(PORT)"

test: environment browser pango database lint  ## Lint, types, contracts and every test (also in a real browser and on PostgreSQL)
	@$(BIN)/python -m pytest -n 2 --dist loadfile -rs

browser:
	@scripts/chromium

pango:  ## See that there is a Pango, for articles as PDF (a first `make run` has tried)
	@scripts/pango

database:
	@scripts/postgres

lint: environment  ## Ruff, format, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: environment  ## Format the code (ruff)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

catalogue: environment  ## Gather the texts of the pages for translators
	@$(BIN)/python scripts/catalogue

lock:  ## Resolve the dependencies again and write both lock files
	@scripts/lock

wheel: environment  ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel --directory dist

eval: eval-retrieval eval-answers eval-roles eval-speed eval-mutations eval-verification  ## The main evaluations, on the data in $(DATA)

eval-retrieval: environment  ## nDCG@10 and hit@10 on SciFact and on BioASQ among distractors
	$(BIN)/python -m evals retrieval --corpus $(DATA)/scifact/corpus.jsonl.gz \
	  --questions $(DATA)/scifact/claims_dev_open.jsonl.gz
	$(BIN)/python -m evals retrieval --corpus $(DATA)/bioasq/passages.jsonl.gz \
	  $(DATA)/sr_screening/documents.jsonl.gz $(DATA)/scifact/corpus.jsonl.gz \
	  --questions $(DATA)/bioasq/questions_7b_10b.jsonl.gz

eval-answers: environment  ## Answers to BioASQ and PubMedQA questions
	$(BIN)/python -m evals answers --corpus $(DATA)/bioasq/passages.jsonl.gz \
	  --questions $(DATA)/bioasq/questions_7b_10b.jsonl.gz
	$(BIN)/python -m evals answers --corpus $(DATA)/pubmedqa/abstracts.jsonl.gz \
	  --questions $(DATA)/pubmedqa/questions_train_dev.jsonl.gz

eval-roles: environment  ## Sentence roles
	$(BIN)/python -m evals roles --abstracts $(DATA)/rct_sentence_roles/validation.jsonl.gz

eval-speed: environment  ## Speed of ingest, search and answers, and growth
	$(BIN)/python -m evals speed --corpus $(DATA)/sr_screening/documents.jsonl.gz \
	  $(DATA)/bioasq/passages.jsonl.gz $(DATA)/scifact/corpus.jsonl.gz $(DATA)/medquad/qa.jsonl.gz

eval-mutations: environment  ## Errors planted in true statements: how many are caught, and false alarms
	$(BIN)/python -m evals mutations --starter --claims $(DATA)/scifact/claims_dev_open.jsonl.gz \
	  --corpus $(DATA)/scifact/corpus.jsonl.gz
	$(BIN)/python -m evals mutations --pairs $(DATA)/healthver/pairs_dev.jsonl.gz

eval-verification: environment  ## Verdicts against people's, with the model, without it, and by it alone
	$(BIN)/python -m evals verification --ablation --claims $(DATA)/scifact/claims_dev_open.jsonl.gz \
	  --corpus $(DATA)/scifact/corpus.jsonl.gz
	$(BIN)/python -m evals verification --ablation --pairs $(DATA)/healthver/pairs_dev.jsonl.gz
	$(BIN)/python -m evals verification --ablation --claims $(DATA)/citation_integrity/claims_dev.jsonl.gz \
	  --corpus $(DATA)/citation_integrity/corpus.jsonl.gz
	$(BIN)/python -m evals verification --ablation --claims $(DATA)/nli4ct/statements_dev.jsonl.gz \
	  --corpus $(DATA)/nli4ct/trials.jsonl.gz
	$(BIN)/python -m evals verification --ablation --pairs $(DATA)/kqa/nli_physician.jsonl.gz
	$(BIN)/python -m evals verification --ablation --limit 300 \
	  --claims $(DATA)/evidence_inference/prompts_labelled.jsonl.gz \
	  --corpus $(DATA)/evidence_inference/articles.jsonl.gz

clean:  ## Remove what was built; the workspace stays
	@rm -rf .venv dist build .mypy_cache .ruff_cache .import_linter_cache
