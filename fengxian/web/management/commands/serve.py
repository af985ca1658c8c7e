"""manage.py serve: gunicorn and the embedded task worker, started, watched and ended together."""

import http.client
import signal
import socket
import sys
import time
from subprocess import Popen

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from fengxian.web.children import end_child, start_child

WATCH_SECONDS = 0.5
RESTART_PAUSE_SECONDS = 2
READY_WITHIN_SECONDS = 60
# A long import gets this long to finish when the server is ended; then it is ended too and marked as failed.
TASK_PATIENCE_SECONDS = 20


class Command(BaseCommand):
    help = "用生产级服务器提供服务，并带一个后台任务进程；按 Ctrl-C 一并结束"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8000, help="监听端口")
        parser.add_argument("--workers", type=int, default=2, help="服务进程数")
        parser.add_argument(
            "--demo", action="store_true",
            help="空库先载入演示数据，并列出演示人员的账号（生产环境不起作用）",
        )

    def handle(self, *args, host: str, port: int, workers: int, demo: bool, **options):
        refuse_taken_port(host, port)
        demo = demo and not settings.PRODUCTION
        if demo and not get_user_model().objects.exists():
            self.stderr.write("空库：正在载入演示数据……")
            call_command("load_demo", stdout=self.stderr)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _leave)
        server = start_server(host, port, workers)
        task_worker = start_task_worker()
        try:
            wait_until_ready(server, host, port)
            self.stdout.write(f"http://{host}:{port}/")
            if demo:
                call_command("demo_people", stdout=self.stdout)
            self.stdout.flush()
            connections.close_all()
            while server.poll() is None:
                time.sleep(WATCH_SECONDS)
                if task_worker.poll() is not None:
                    self.stderr.write(f"后台任务进程已退出（{task_worker.returncode}），重新启动。")
                    time.sleep(RESTART_PAUSE_SECONDS)
                    task_worker = start_task_worker()
            raise CommandError(f"服务进程已退出（{server.returncode}）。")
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            end_child(server, patience=15)
            end_child(task_worker, TASK_PATIENCE_SECONDS, signals=(signal.SIGTERM, signal.SIGTERM))


def _leave(number, frame):
    raise SystemExit(0)


def refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} 不能监听（{error.strerror}）。换一个端口：make run PORT={port + 1}"
            ) from None


def start_server(host: str, port: int, workers: int) -> Popen:
    return start_child([
        sys.executable, "-m", "gunicorn", "fengxian.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4", "--timeout", "120",
        "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket",
    ], cwd=settings.BASE_DIR)


def start_task_worker() -> Popen:
    return start_child(
        [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-reload"], cwd=settings.BASE_DIR
    )


def wait_until_ready(server: Popen, host: str, port: int) -> None:
    """Returns at the first answer of any kind; CommandError if the server ends or stays silent."""
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        connection = http.client.HTTPConnection(host, port, timeout=READY_WITHIN_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise CommandError("服务没有启动成功，原因见上面的输出。")
