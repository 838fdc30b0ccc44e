"""A bucket of moto's, which answers S3's requests on loopback and keeps everything in its memory."""

import sys
from pathlib import Path

import boto3
import requests
from support.processes import Service, free_port


class Bucket:
    name = "polder"

    def __init__(self, folder: Path):
        self.port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", self.port]
        self.service = Service("moto", command, folder)
        try:
            self.service.wait_until(lambda: requests.put(f"{self.url}/{self.name}", timeout=5).ok, "the bucket is made", 60)
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self, **changes) -> dict:
        keys = {"endpoint": self.url, "bucket": self.name, "access_key_id": "test", "secret_access_key": "test-secret"}
        return {"type": "s3", **keys, **changes}

    def objects(self) -> dict:
        """What lies in the bucket, by name, read with a program of others."""
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}
        s3 = boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", **keys)
        names = [row["Key"] for row in s3.list_objects_v2(Bucket=self.name).get("Contents", [])]
        return {name: s3.get_object(Bucket=self.name, Key=name)["Body"].read() for name in names}

    def stop(self):
        self.service.stop()
