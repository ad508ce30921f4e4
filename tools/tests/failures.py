#!/usr/bin/env python3
"""What failed, read from the result files of a run.

  failures.py FOLDER            each failed test with its first words, for the end of a log that is often cut
  failures.py FOLDER --methods  class and method of each, once, a line each, for `-method` of the runner
"""
import glob
import os
import sys
import xml.etree.ElementTree as ElementTree

NS = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
SHOWN = 1500


def failed(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.trx"))):
        root = ElementTree.parse(path).getroot()
        methods = {
            test.get("id"): (test.find("t:TestMethod", NS).get("className"), test.find("t:TestMethod", NS).get("name"))
            for test in root.iterfind(".//t:TestDefinitions/t:UnitTest", NS)
        }
        for result in root.iterfind(".//t:UnitTestResult", NS):
            if result.get("outcome") in ("Failed", "Error", "Timeout", "Aborted"):
                yield result, methods[result.get("testId")]


def main():
    folder = sys.argv[1]
    if "--methods" in sys.argv:
        print("\n".join(sorted({".".join(method) for _, method in failed(folder)})))
        return
    for result, _ in failed(folder):
        message = result.findtext(".//t:ErrorInfo/t:Message", "", NS)
        trace = result.findtext(".//t:ErrorInfo/t:StackTrace", "", NS)
        print(f"\nFAILED {result.get('testName')}\n{message[:SHOWN]}\n{trace[:SHOWN]}")


main()
