FROM alpine:3.20
ADD ["a", "/b"]
USER app
ENTRYPOINT run it
